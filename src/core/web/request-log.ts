import { type FastifyBaseLogger, LogController } from 'fastify'

type Bindings = Parameters<FastifyBaseLogger['child']>[0]

const SAID = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent', 'child'] as const

/**
 * The log of one request. Most say nothing there, and to have pino make a log with its redactions took every request 5 to
 * 8 % of its time: so that is made when something is first said.
 */
class RequestLog {
  private made: FastifyBaseLogger | undefined

  constructor(
    private readonly log: FastifyBaseLogger,
    private readonly bindings: Bindings
  ) {}

  get level(): string {
    return this.log.level
  }

  get own(): FastifyBaseLogger {
    this.made ??= this.log.child(this.bindings)
    return this.made
  }
}

for (const name of SAID)
  Object.defineProperty(RequestLog.prototype, name, {
    value(this: RequestLog, ...said: Parameters<FastifyBaseLogger['child']>) {
      return this.own[name](...(said as [never]))
    }
  })

const requestLog = (log: FastifyBaseLogger, bindings: Bindings): FastifyBaseLogger =>
  new RequestLog(log, bindings) as unknown as FastifyBaseLogger

/** Fastify's settings of it: that a request came and was answered is not written. */
export const REQUEST_LOGS = {
  logController: new LogController({ disableRequestLogging: true }),
  childLoggerFactory: requestLog
}
