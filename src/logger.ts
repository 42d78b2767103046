import { type Logger, pino } from 'pino'

/** Of what could not be logged, how much is kept for later. */
const UNWRITTEN_BYTES = 1024 * 1024

/** Nothing that lets one act in another's name goes to a log. */
const SECRETS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'apiKey',
  '*.apiKey',
  'databaseUrl',
  'password',
  '*.password'
]

export function newLogger(level: string): Logger {
  const out = pino.destination({ dest: 1, sync: true, maxLength: UNWRITTEN_BYTES })
  out.on('error', () => {
    // The disk is full: what could not be written is kept, up to a megabyte, and goes with the next line that can be.
  })
  return pino({ level, redact: SECRETS }, out)
}
