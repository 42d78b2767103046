import { z } from 'zod'
import type { SessionLimits } from './core/identity/sessions.js'

const Env = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  /** `localhost` is both loopbacks. */
  HOST: z.string().default('localhost'),
  SUYUAN_HOME: z.string().default('.suyuan'),
  /** Where the connection profile is, when the network is not the embedded one. */
  SUYUAN_PROFILE: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SUYUAN_DEMO: z.enum(['on', 'off']).default('on'),
  /** Where consumers reach the service: printed codes carry it. */
  SUYUAN_ORIGIN: z.url().optional(),
  /** The operator's filings as the law has them written below each page: ICP, and 区块链信息服务备案. */
  SUYUAN_ICP: z.string().max(100).optional(),
  SUYUAN_CHAIN_FILING: z.string().max(100).optional(),
  /** GS1 Company Prefixes that are known, by commas: EPC URNs need to know where theirs end. */
  SUYUAN_COMPANY_PREFIXES: z
    .string()
    .regex(/^(\d{6,12}(,\d{6,12})*)?$/)
    .default(''),
  /** Whether subscribers to EPCIS queries may be within our own networks: everybody who may subscribe reaches them then. */
  SUYUAN_PRIVATE_WEBHOOKS: z.enum(['on', 'off']).default('off'),
  /** The broker that brings readings of sensors: mqtts://user:password@host:port. */
  SUYUAN_MQTT: z
    .string()
    .regex(/^mqtts?:\/\/\S+$/)
    .optional(),
  /** File with the certificate that vouches for the broker's. */
  SUYUAN_MQTT_CA: z.string().optional(),
  /** Days for which readings are kept. 食品安全法, articles 50 and 51: two years where there is no shelf life. */
  SUYUAN_READING_DAYS: z.coerce.number().int().min(1).max(36_500).default(800),
  /** Between rounds that hold what is listed against the registers, from midnight in China on; 0 runs none. */
  SUYUAN_SCREENING_SECONDS: z.coerce.number().int().min(0).max(86_400).default(86_400),
  SUYUAN_FLIGHTS: z.coerce.number().int().min(1).max(64).default(4),
  SUYUAN_BATCH_COMMANDS: z.coerce.number().int().min(1).max(1000).default(200),
  SUYUAN_BATCH_BYTES: z.coerce.number().int().min(10_000).max(4_000_000).default(1_000_000),
  /** Commands on their way to the ledger that one gateway holds; more are turned away with 503. */
  SUYUAN_MOST_UNDER_WAY: z.coerce.number().int().min(1).default(5000),
  /** The same in bytes of their JSON. */
  SUYUAN_MOST_BYTES_UNDER_WAY: z.coerce.number().int().min(4_194_304).default(67_108_864),
  /** Bytes of requests' bodies that one gateway holds until they are answered; who would go beyond hears 503. */
  SUYUAN_MOST_BODY_BYTES: z.coerce.number().int().min(4_194_304).default(67_108_864),
  /** Bytes of pages that are kept ready for the next who asks. */
  SUYUAN_PAGE_CACHE_BYTES: z.coerce.number().int().min(1_048_576).default(67_108_864),
  /** How long an answer waits for the ledger before it says 202. */
  SUYUAN_ANSWER_SECONDS: z.coerce.number().min(0).max(300).default(30),
  /** How long a device's command waits for goods that are not on the ledger yet. */
  SUYUAN_INPUT_WAIT_SECONDS: z.coerce.number().min(0).max(2_592_000).default(259_200),
  /** Between checkpoints, of which proofs are made; 0 makes them on demand only. */
  SUYUAN_CHECKPOINT_SECONDS: z.coerce.number().min(0).max(86_400).default(60),
  /** Between rounds in which mirror and ledger are compared; 0 makes none. */
  SUYUAN_RECONCILE_SECONDS: z.coerce.number().min(0).max(86_400).default(60),
  /** Rows of the mirror that such a round compares. */
  SUYUAN_RECONCILE_ROWS: z.coerce.number().int().min(1).default(50_000),
  /** Hour of the day, UTC, at which they are compared as a whole, from block 0. */
  SUYUAN_RECONCILE_HOUR: z.union([z.literal('off'), z.coerce.number().int().min(0).max(23)]).default(18),
  /** For a request to arrive whole; half of it for its headers. */
  SUYUAN_REQUEST_SECONDS: z.coerce.number().min(1).max(3600).default(60),
  /** For a connection on which nothing moves, beyond what an answer may wait. */
  SUYUAN_IDLE_SECONDS: z.coerce.number().min(1).max(3600).default(30),
  /** Minutes without a request after which who is logged in is so no more. */
  SUYUAN_SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(43_200).default(720),
  /** Hours after which he is so no more in any case. */
  SUYUAN_SESSION_HOURS: z.coerce.number().int().min(1).max(2160).default(168),
  /** File that names organisations' own log-ins (OIDC). */
  SUYUAN_OIDC: z.string().optional(),
  /** Requests a minute from one address or key. */
  SUYUAN_RATE_LIMIT: z.coerce.number().int().min(1).default(6000),
  /** Addresses or networks of the proxies in front, by commas: who they say is asking is believed. */
  SUYUAN_PROXIES: z.string().optional(),
  /** A header that the proxy sets to the region of who asks, whatever he sent himself. */
  SUYUAN_REGION_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]*$/)
    .default('')
})

/** Names of all settings, as variables of the environment. */
export const SETTINGS: readonly string[] = Object.keys(Env.shape)

/** Everything that can be set from outside, read once. */
export interface Config {
  port: number
  host: string
  home: string
  profile: string | undefined
  databaseUrl: string | undefined
  logLevel: string
  demo: boolean
  origin: string | undefined
  filings: { icp: string | undefined; chain: string | undefined }
  companyPrefixes: readonly string[]
  privateWebhooks: boolean
  monitoring: { mqtt: string | undefined; ca: string | undefined; readingDays: number }
  screeningSeconds: number
  ledger: { flights: number; commands: number; bytes: number; underWay: { commands: number; bytes: number } }
  bodyBytes: number
  pageCacheBytes: number
  answerSeconds: number
  inputWaitSeconds: number
  checkpointSeconds: number
  reconcile: { seconds: number; rows: number; hour: number | null }
  rateLimit: number
  sessions: SessionLimits
  /** Where organisations' own log-ins are named. */
  oidc: string | undefined
  proxies: string | undefined
  /** Lower case; '' for none. */
  regionHeader: string
  /** Seconds: see Patience. */
  patience: { request: number; idle: number }
}

/** @throws ZodError that names the variable */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const env = Env.parse(environment)
  return {
    port: env.PORT,
    host: env.HOST,
    home: env.SUYUAN_HOME,
    profile: env.SUYUAN_PROFILE,
    databaseUrl: env.DATABASE_URL,
    logLevel: env.LOG_LEVEL,
    demo: env.SUYUAN_DEMO === 'on',
    origin: env.SUYUAN_ORIGIN,
    filings: { icp: env.SUYUAN_ICP, chain: env.SUYUAN_CHAIN_FILING },
    companyPrefixes: env.SUYUAN_COMPANY_PREFIXES.split(',').filter(Boolean),
    privateWebhooks: env.SUYUAN_PRIVATE_WEBHOOKS === 'on',
    monitoring: { mqtt: env.SUYUAN_MQTT, ca: env.SUYUAN_MQTT_CA, readingDays: env.SUYUAN_READING_DAYS },
    screeningSeconds: env.SUYUAN_SCREENING_SECONDS,
    ledger: {
      flights: env.SUYUAN_FLIGHTS,
      commands: env.SUYUAN_BATCH_COMMANDS,
      bytes: env.SUYUAN_BATCH_BYTES,
      underWay: { commands: env.SUYUAN_MOST_UNDER_WAY, bytes: env.SUYUAN_MOST_BYTES_UNDER_WAY }
    },
    bodyBytes: env.SUYUAN_MOST_BODY_BYTES,
    pageCacheBytes: env.SUYUAN_PAGE_CACHE_BYTES,
    answerSeconds: env.SUYUAN_ANSWER_SECONDS,
    inputWaitSeconds: env.SUYUAN_INPUT_WAIT_SECONDS,
    checkpointSeconds: env.SUYUAN_CHECKPOINT_SECONDS,
    reconcile: {
      seconds: env.SUYUAN_RECONCILE_SECONDS,
      rows: env.SUYUAN_RECONCILE_ROWS,
      hour: env.SUYUAN_RECONCILE_HOUR === 'off' ? null : env.SUYUAN_RECONCILE_HOUR
    },
    rateLimit: env.SUYUAN_RATE_LIMIT,
    sessions: { idleMinutes: env.SUYUAN_SESSION_IDLE_MINUTES, hours: env.SUYUAN_SESSION_HOURS },
    oidc: env.SUYUAN_OIDC,
    proxies: env.SUYUAN_PROXIES,
    regionHeader: env.SUYUAN_REGION_HEADER.toLowerCase(),
    patience: { request: env.SUYUAN_REQUEST_SECONDS, idle: env.SUYUAN_ANSWER_SECONDS + env.SUYUAN_IDLE_SECONDS }
  }
}
