const paths = {
  today:
    'M3 6.5h14M5 3v3M15 3v3M4 4.500h12a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1ZM7 11l2 2 4-4',
  customers: 'M3 17V5.500L10 3v14M10 8l7 2v7M3 17h14M6 7.500v0M6 10.500v0M6 13.500v0M13.5 12.500v0M13.5 15v0',
  import: 'M10 3v9M6.5 8.5 10 12l3.5-3.500M3.5 13v2.500a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1V13',
  pulse: 'M2.5 10.500H6l2-5.5 3.5 10 2-4.500h4',
  settings: 'M4 6h5M13 6h3M4 14h3M11 14h5M11 4v4M9 12v4',
  search: 'M9 14.500a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4',
  plus: 'M10 4v12M4 10h12',
  close: 'M5 5l10 10M15 5 5 15',
  check: 'M4 10.500l4 4 8-9',
  chevronRight: 'M8 5l5 5-5 5',
  chevronDown: 'M5 8l5 5 5-5',
  chevronLeft: 'M12 5l-5 5 5 5',
  fold: 'M3.5 4h13v12h-13zM8 4v12M13.5 8l-2 2 2 2',
  more: 'M5 10v0M10 10v0M15 10v0',
  download: 'M10 3v9M6.5 8.5 10 12l3.5-3.500M4 16.500h12',
  columns: 'M3.5 4h13v12h-13zM8 4v12M12.5 4v12',
  filter: 'M3 5h14M6 10h8M8.5 15h3',
  group: 'M3 4.500h6M3 10h14M3 15.500h14M13 4.500h4',
  sortUp: 'M10 16V5M5.5 9 10 4.5 14.5 9',
  sortDown: 'M10 4v11M5.5 11 10 15.5 14.5 11',
  edit: 'M4 16l.7-3L13 4.700l2.3 2.300L7 15.3 4 16Z',
  trash: 'M4 6h12M8 6V4h4v2M6 6l.6 10h6.800L14 6',
  undo: 'M7 5 3.5 8.5 7 12M4 8.500h7.500a4 4 0 0 1 0 8H9',
  link: 'M8.5 11.500l3-3M9 6.500l1.7-1.700a3 3 0 0 1 4.3 4.300L13.5 10.500M11 13.500l-1.7 1.700A3 3 0 0 1 5 11L6.5 9.5',
  eye: 'M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5ZM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  key: 'M12.5 11a3.5 3.5 0 1 0-3.3-2.300L3.5 14.400v2.100h2.600v-1.700h1.700V13h1.600l1.3-1.3',
  people:
    'M7.5 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 16.500c0-2.7 2.2-4.5 5-4.500s5 1.8 5 4.500M13 4.300a3 3 0 0 1 0 5.400M14.5 12.300c1.8.6 3 2.1 3 4.2',
  person: 'M10 10.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3.5 17c0-3 2.8-4.8 6.5-4.800s6.5 1.8 6.5 4.8',
  note: 'M4.5 3.500h11v9l-4 4h-7zM11.5 16.500v-4h4M7 7h6M7 10h4',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4l2.7 2',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1.5 1h-13zM8.5 17h3',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9v5M10 6.300v0',
  warning: 'M10 3.5 17.5 16h-15zM10 8.500v3.500M10 14v0',
  chart: 'M3.5 16.500h13M6 13.500v-4M10 13.500v-8M14 13.500v-6',
  table: 'M3.5 4.500h13v11h-13zM3.5 8.500h13M9 8.500v7',
  share:
    'M13 6.5 7 9.500M13 13.500l-6-3M5 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM15 7.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM15 16.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  lock: 'M5.5 9h9v7.500h-9zM7.5 9V6.500a2.5 2.5 0 0 1 5 0V9',
  external: 'M11 4h5v5M16 4l-7 7M14 11.500V16H4V6h4.5',
  play: 'M6.5 4.500v11l9-5.500z',
  pause: 'M7 4.500v11M13 4.500v11',
  flag: 'M5 17V3.500M5 4h10l-2.5 3.500L15 11H5',
  field: 'M3.5 6h13v8h-13zM6 8.500v3',
  renew: 'M4 10a6 6 0 0 1 10.5-4M16 10a6 6 0 0 1-10.5 4M14.500 2.800V6h-3.200M5.500 17.200V14h3.200',
  money: 'M5 4l5 6.500L15 4M10 10.500V17M6 10.500h8M6 13.500h8',
  score: 'M3 14a7 7 0 0 1 14 0M10 14l3.5-4.5',
  mail: 'M3 5h14v10.500H3zM3.5 5.500l6.500 5.500 6.500-5.500',
  map: 'M4 15.500a1.5 1.5 0 1 0 0-3M4 12.500h9a3 3 0 0 0 0-6H7M7 8.500l-2-2 2-2',
  menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
} as const

export type IconName = keyof typeof paths

/** A small line drawing beside a word. It carries no meaning of its own, so it is silent to screen readers. */
export function Icon({
  name,
  size = 16,
  className,
}: {
  name: IconName
  size?: number
  className?: string | undefined
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  )
}
