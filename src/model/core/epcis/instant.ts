const SHAPE = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/

/** Milliseconds in a part of an hour, a minute, a second. */
const [HOUR, MINUTE, SECOND] = [3_600_000, 60_000, 1000]

/**
 * The instant of a date and time with its offset (xsd:dateTimeStamp), in milliseconds; more digits are rounded half up.
 * Undefined where it is none, or no day of the calendar.
 */
export function instantOf(text: string): number | undefined {
  const match = SHAPE.exec(text)
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const midnight = hour === 24 && minute === 0 && second === 0 && Number(match[7] ?? 0) === 0
  if (minute > 59 || second > 59 || (hour > 23 && !midnight)) return undefined
  const time = hour * HOUR + minute * MINUTE + second * SECOND + milliseconds(match[7] ?? '')
  return date.getTime() + time - offsetOf(match[8]!)
}

const milliseconds = (fraction: string): number =>
  Number(fraction.slice(0, 3).padEnd(3, '0')) + (Number(fraction[3] ?? 0) >= 5 ? 1 : 0)

function offsetOf(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0
  const [hours, minutes] = zone.slice(1).split(':').map(Number) as [number, number]
  return (zone.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE)
}
