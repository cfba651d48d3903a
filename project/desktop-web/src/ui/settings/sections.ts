import {
  Activity,
  Bell,
  HardDrive,
  Info,
  KeyRound,
  LogOut,
  type LucideIcon,
  MonitorSmartphone,
  Palette,
  ShieldCheck,
  UserRound,
} from 'lucide-react';

/** The parts of the settings in their order; a group stands apart from the next. The id is the end of the address. */
export const SECTIONS = [
  { id: 'profile', icon: UserRound, label: 'settings.profile', group: 'account' },
  { id: 'account', icon: KeyRound, label: 'settings.account', group: 'account' },
  { id: 'devices', icon: MonitorSmartphone, label: 'settings.devices', group: 'account' },
  { id: 'privacy', icon: ShieldCheck, label: 'settings.privacy', group: 'account' },
  { id: 'notifications', icon: Bell, label: 'settings.notifications', group: 'device' },
  { id: 'appearance', icon: Palette, label: 'settings.appearance', group: 'device' },
  { id: 'storage', icon: HardDrive, label: 'settings.storage', group: 'device' },
  { id: 'diagnostics', icon: Activity, label: 'settings.diagnostics', group: 'help' },
  { id: 'about', icon: Info, label: 'settings.about', group: 'help' },
  { id: 'sign-out', icon: LogOut, label: 'settings.signOut', group: 'end' },
] as const satisfies readonly { id: string; icon: LucideIcon; label: string; group: string }[];

export type SectionId = (typeof SECTIONS)[number]['id'];
