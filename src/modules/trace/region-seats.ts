/** Longitude and latitude in hundredths of a degree. */
type Seat = readonly [east: number, north: number]

/**
 * Seats of the counties and cities between which the programme's goods travel, by GB/T 2260 code: good for saying how far
 * and in what direction, to the nearest ten kilometres, and for nothing finer. A county that is not here is taken for its
 * city's seat; where that is not here either, no distance is shown.
 */
const SEATS: Readonly<Record<string, Seat>> = {
  '440100': [11326, 2313],
  '440300': [11406, 2254],
  '440303': [11413, 2255],
  '440304': [11405, 2252],
  '440305': [11393, 2253],
  '440306': [11388, 2255],
  '440307': [11425, 2272],
  '440308': [11424, 2256],
  '440309': [11404, 2269],
  '440310': [11435, 2269],
  '440311': [11394, 2275],
  '441300': [11442, 2311],
  '441500': [11537, 2279],
  '441600': [11470, 2374],
  '441602': [11470, 2374],
  '441621': [11518, 2364],
  '441622': [11526, 2410],
  '441623': [11449, 2437],
  '441624': [11494, 2444],
  '441625': [11475, 2379],
  '441900': [11375, 2302],
  '451000': [10662, 2390],
  '451022': [10712, 2360],
  '451200': [10808, 2469]
}

const KILOMETRES_A_DEGREE = 111.2

const seatOf = (region: string): Seat | undefined => SEATS[region] ?? SEATS[`${region.slice(0, 4)}00`]

/** The eight winds, from east on against the clock, as `directionEast` … name them. */
const WINDS = ['East', 'NorthEast', 'North', 'NorthWest', 'West', 'SouthWest', 'South', 'SouthEast'] as const
export type Wind = (typeof WINDS)[number]

export interface Way {
  /** In a straight line, rounded to tens. */
  kilometres: number
  towards: Wind
}

/** How far, and where to, it is from one region to another; undefined within one, or where that is not known. */
export function wayBetween(from: string, to: string): Way | undefined {
  const [a, b] = [seatOf(from), seatOf(to)]
  if (!a || !b || a === b) return undefined
  const middle = ((a[1] + b[1]) / 2 / 100) * (Math.PI / 180)
  const east = ((b[0] - a[0]) / 100) * Math.cos(middle) * KILOMETRES_A_DEGREE
  const north = ((b[1] - a[1]) / 100) * KILOMETRES_A_DEGREE
  const eighth = Math.round(Math.atan2(north, east) / (Math.PI / 4))
  return { kilometres: Math.max(10, Math.round(Math.hypot(east, north) / 10) * 10), towards: WINDS[(eighth + 8) % 8]! }
}
