/**
 * The pages' pictures: strokes on a field of 24 by 24, in the colour of the text beside them. `Icon` refers to a symbol
 * by its name; a page carries each symbol that it refers to once.
 */
const PATHS = {
  mark: 'M12 3c5 2 8 5 8 9.5a8 8 0 0 1-16 0C4 8 7 5 12 3zM12 3v5M12 11v3M12 17v4M12 8a1.5 1.5 0 1 0 0 3 1.5 1.5 0 1 0 0-3M12 14a1.5 1.5 0 1 0 0 3 1.5 1.5 0 1 0 0-3',
  leaf: 'M5 19C4 10 9 4 20 4c1 11-5 16-12 15M5 20c2-5 5-8 10-11',
  pan: 'M3 10h14a7 6 0 0 1-14 0zM17 11h4M7 3c-1 1.5 1 2.5 0 4M12 3c-1 1.5 1 2.5 0 4',
  pack: 'M6 8h12v12a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1zM6 8l2-5h8l2 5M10 13h4v4h-4z',
  box: 'M3 8l9-5 9 5v8l-9 5-9-5zM3 8l9 5 9-5M12 13v8',
  truck: 'M2 6h12v11H2zM14 10h4l4 4v3h-8M6.5 15.5a2 2 0 1 0 0 4 2 2 0 1 0 0-4M17.5 15.5a2 2 0 1 0 0 4 2 2 0 1 0 0-4',
  store: 'M3 21V10l9-6 9 6v11M3 21h18M8 21v-7h8v7',
  shop: 'M4 10v11h16V10M3 9l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0zM10 21v-6h4v6',
  flask: 'M9 3h6M10 3v6l-6 10a1.5 1.5 0 0 0 1.3 2h13.4a1.5 1.5 0 0 0 1.3-2L14 9V3M7 15h10',
  hand: 'M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M9 8.5v7M15 8.5v7',
  alert: 'M12 3L2 20h20zM12 10v4.5M12 17v.5',
  undo: 'M9 6L4 11l5 5M4 11h10a6 6 0 0 1 0 9h-3',
  pencil: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  bin: 'M4 6h16M9 6V4h6v2M6 6l1 15h10l1-15M10 10v7M14 10v7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  shield: 'M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM8.5 12l2.5 2.5 4.5-5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13M15.5 15.5L21 21',
  home: 'M3 11l9-8 9 8M5 9.5V21h5v-6h4v6h5V9.5',
  scale: 'M12 4v16M8 20h8M4 7h16M4 7l-2 7h5zM20 7l-3 7h5zM2 14a3 2 0 0 0 5 0M17 14a3 2 0 0 0 5 0',
  tag: 'M3 4h8l10 10-7 7L4 11zM7.5 7.5v.5',
  swap: 'M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4',
  paper: 'M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 1 0 0-8M4 21c0-4 3-6 8-6s8 2 8 6',
  people:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7M2 20c0-4 3-5.5 7-5.5s7 1.5 7 5.5M16 5.5a3.5 3.5 0 0 1 0 6M18 15c2.5.5 4 2 4 5',
  phone: 'M7 2h10a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1M11 18.5h2',
  key: 'M8 8a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9M11.5 9.5L20 3M16 6l3 3',
  list: 'M8 6h13M8 12h13M8 18h13M3.5 6v.1M3.5 12v.1M3.5 18v.1',
  book: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6',
  block: 'M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M6 6l12 12',
  leave: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  share: 'M12 15V3M8 7l4-4 4 4M5 12v9h14v-9',
  download: 'M12 3v12M7 10l5 5 5-5M4 21h16',
  pin: 'M12 21c-5-6-7-8.5-7-11.5a7 7 0 0 1 14 0c0 3-2 5.5-7 11.5M12 7.5a2 2 0 1 0 0 4 2 2 0 1 0 0-4',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 7v5l3.5 2',
  camera: 'M3 7h4l2-3h6l2 3h4v13H3zM12 9.5a4 4 0 1 0 0 8 4 4 0 1 0 0-8',
  print: 'M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z'
} as const

export type IconName = keyof typeof PATHS

/** A picture beside words that say the same: not for the ear. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" aria-hidden="true" viewBox="0 0 24 24">
    <use href={`#icon-${name}`} />
  </svg>
)

/** The symbols of some icons, out of sight. */
export const spriteOf = (names: readonly IconName[]): string =>
  names.length === 0
    ? ''
    : `<svg hidden>${names
        .map(name => `<symbol id="icon-${name}" viewBox="0 0 24 24"><path d="${PATHS[name]}"/></symbol>`)
        .join('')}</svg>`

/** Every icon, for pages whose script draws more than they begin with. */
export const ALL_ICONS = Object.keys(PATHS) as IconName[]

/** Icons that some HTML refers to. */
export const iconsIn = (html: string): IconName[] =>
  [...new Set([...html.matchAll(/href="#icon-(\w+)"/g)].map(([, name]) => name as IconName))].filter(
    name => name in PATHS
  )

/** The site's picture in a browser's tab. */
export const FAVICON = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#e8f2eb" stroke="#1c6440" stroke-width="1.6" d="${PATHS.mark}"/></svg>`
)}`
