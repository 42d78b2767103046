/** The running service's own document, taken at its word by schemathesis: requests that it allows, and that it does not. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../../network/binaries.js'
import { cleanEnvironment } from '../../network/run.js'
import type { Service } from '../support/service.js'
import { BASE, PARTIES } from '../support/world.js'

export interface FuzzOptions {
  /** Path of schemathesis. */
  program: string
  /** Of the whole run, about. */
  seconds: number
  seed: number
  log: Log
}

export interface FuzzReport {
  /** How many requests were made. */
  requests: number
  /** What schemathesis says, whole, of each part in which something is wrong, with the requests that show it. */
  wrong: string[]
}

/** No 5xx, no status and no type of content that the document does not have, nothing without the API key that it asks for. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'ignored_auth'
]

/** What is no yes to what the document does not allow; schemathesis knows no address that is too long. */
const REJECTED = [400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 428, 429]

/**
 * Schemathesis 4.32 takes these answers' tuples (`prefixItems`) for malformed, and stumbles over them where it makes up requests
 * of its own: here it only asks what the document itself leads to. test/http/reads.test.ts and test/proof read the answers.
 */
const UNREAD = '/api/(trace/provenance/|core/commands/.*/proof)'

/** Fuzzes a service that has something to find. Lists and registers tell schemathesis what is there. */
export async function fuzz(service: Service, { program, seconds, seed, log }: FuzzOptions): Promise<FuzzReport> {
  const { uscc } = PARTIES.grower
  const { apiKey } = (await service.administer(BASE, 'clients', { party: uscc, label: 'fuzz' })).body
  const parts = [
    { path: '/api/core/', apiKey: service.administrators.get(BASE)! },
    { path: '/api/trace/', apiKey: apiKey as string },
    { path: '/epcis', apiKey: apiKey as string }
  ]
  log(`${parts.map(({ path }) => path).join(', ')} for ${seconds} s, seed ${seed}`)
  const options = ['--seed', String(seed), '--max-time', String(seconds)]
  const said = await Promise.all(parts.map(({ path, apiKey }) => run(program, service.url, path, apiKey, options)))
  return {
    requests: said.reduce((sum, { text }) => sum + Number(/Test cases:\n\s+(\d+) generated/.exec(text)?.[1] ?? 0), 0),
    wrong: said.filter(({ code }) => code !== 0).map(({ text }) => text)
  }
}

async function run(
  program: string,
  url: string,
  path: string,
  apiKey: string,
  options: readonly string[]
): Promise<{ code: number; text: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'suyuan-fuzz-'))
  const config = join(folder, 'schemathesis.toml')
  writeFileSync(
    config,
    `[auth.openapi.apiKey]
bearer = "${apiKey}"
[checks]
negative_data_rejection.expected-statuses = [${REJECTED.join(', ')}]
[[operations]]
include-path-regex = "^${UNREAD}"
checks.response_schema_conformance.enabled = false
phases.fuzzing.enabled = false
`,
    { mode: 0o600 }
  )
  const asked = [`--config-file=${config}`, 'run', `${url}/openapi.json`, `--checks=${CHECKS.join(',')}`]
  // One worker: Python 3.11's compiler fails now and then when several compile at once.
  const how = ['--phases=coverage,fuzzing', `--include-path-regex=^${path}`, '--workers=1', '--no-color']
  try {
    return await new Promise(resolve => {
      const child = execFile(
        program,
        [...asked, ...how, ...options],
        { cwd: folder, env: cleanEnvironment(), maxBuffer: 64 * 1024 * 1024 },
        (error, stdout, stderr) => resolve({ code: error ? (child.exitCode ?? 1) : 0, text: `${stdout}\n${stderr}` })
      )
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
