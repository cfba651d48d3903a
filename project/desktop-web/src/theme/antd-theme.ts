import { theme, type ThemeConfig } from 'antd';
import { PALETTES, type Scheme } from './palette.js';

export const FONT_FAMILY =
  "'Inter Variable', -apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";

/** The palette, type scale and shapes as antd tokens. calm: nothing moves, so that nothing waits for the end of a motion either. */
export function antdTheme(scheme: Scheme, calm: boolean): ThemeConfig {
  const c = PALETTES[scheme];
  return {
    algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: c.accent,
      colorPrimaryHover: c.accentHover,
      colorPrimaryActive: c.accentHover,
      colorInfo: c.accent,
      colorLink: c.accent,
      colorLinkHover: c.accentHover,
      colorError: c.danger,
      colorSuccess: c.success,
      colorText: c.text,
      colorTextSecondary: c.textMuted,
      colorTextTertiary: c.textMuted,
      colorTextDescription: c.textMuted,
      colorTextPlaceholder: c.textMuted,
      colorTextLightSolid: c.onAccent,
      colorBgBase: c.raised,
      colorBgContainer: c.raised,
      colorBgElevated: c.raised,
      colorBgLayout: c.canvas,
      colorBorder: c.border,
      colorBorderSecondary: c.border,
      fontFamily: FONT_FAMILY,
      fontSize: 14,
      borderRadius: 10,
      borderRadiusLG: 14,
      borderRadiusSM: 8,
      controlHeight: 38,
      controlHeightLG: 46,
      controlHeightSM: 30,
      wireframe: false,
      motion: !calm,
      boxShadow: `0 8px 28px ${c.shadow}`,
      boxShadowSecondary: `0 8px 28px ${c.shadow}`,
      motionDurationMid: '0.14s',
      motionDurationSlow: '0.18s',
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 550,
        primaryColor: c.onAccent,
        colorBorderDisabled: c.border,
      },
      Input: { colorBorder: c.controlBorder, activeShadow: `0 0 0 3px ${c.accentSoft}`, paddingBlockLG: 9 },
      // fields and empty boxes have to be found before something is in them
      Radio: { colorBorder: c.controlBorder },
      Checkbox: { colorBorder: c.controlBorder },
      Select: { colorBorder: c.controlBorder },
      Segmented: { trackBg: c.hover, itemSelectedBg: c.selected, trackPadding: 3 },
      Image: ON_BLACK,
      Tooltip: { colorBgSpotlight: scheme === 'dark' ? '#334041' : '#22302f', colorTextLightSolid: '#ffffff' },
    },
  };
}

/** The viewer is black in both schemes. */
const ON_BLACK = {
  colorTextLightSolid: '#ffffff',
  previewOperationColor: 'rgb(255 255 255 / 75%)',
  previewOperationHoverColor: '#ffffff',
  previewOperationColorDisabled: 'rgb(255 255 255 / 30%)',
};
