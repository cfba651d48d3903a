import { Lane as LaneNumber } from '../generated/lane.js';

export { LaneNumber };
export type Lane = keyof typeof LaneNumber;

export const laneOf = (number: number): Lane => (LaneNumber[number] ?? 'live') as Lane;
