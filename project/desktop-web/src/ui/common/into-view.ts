/** For antd's popups that open at a point: above it without room below, and moved sideways as far as it takes, not flipped over the point, for which a phone is too narrow. */
export const INTO_VIEW = { adjustY: 1, shiftX: true, shiftY: true } as const;
