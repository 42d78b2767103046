import { Worker } from 'node:worker_threads'
import multipart from '@fastify/multipart'
import type { Finding } from '@suyuan/model/core/proof/findings'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { VISITORS } from '../../core/matters/access.js'
import type { Services } from '../../core/module.js'
import { Say } from '../../core/web/page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { personOf } from './access.js'
import { sendAuditPage } from './pages.js'

/** The longest bundle that this service makes, in base64. */
const MOST_BYTES = 96 * 1024 * 1024
const MOST_MILLISECONDS = 120_000
const MOST_MEMORY = 1024

interface Verdict {
  format: string | null
  findings: Finding[]
}

/** Bundles are verified one after another: each may want a processor and much memory. No more are held meanwhile. */
let before: Promise<unknown> = Promise.resolve()
let held = 0
const MOST_HELD = 3

function verdictOn(text: string, genesis: string): Promise<Verdict | null> {
  const verdict = before.then(() => workOn(text, genesis))
  before = verdict
  return verdict
}

/** Null where it took too long or too much. */
function workOn(text: string, genesis: string): Promise<Verdict | null> {
  return new Promise(resolve => {
    const worker = new Worker(new URL('./verify-worker.js', import.meta.url), {
      workerData: { text, genesis },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY }
    })
    const timer = setTimeout(() => void worker.terminate(), MOST_MILLISECONDS)
    worker.once('message', resolve)
    worker.once('error', () => resolve(null))
    worker.once('exit', () => {
      clearTimeout(timer)
      resolve(null)
    })
  })
}

/** /audit/verify: any bundle, checked by the law's own verifier against this ledger's block 0. */
export const verify =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, commands } = services
    if (!app.hasContentTypeParser('multipart/form-data')) await app.register(multipart)
    const options = { schema: { hide: true }, onRequest: people.required(...VISITORS.audit) }
    app.get('/audit/verify', options, (request, reply) =>
      sendAuditPage(request, reply, {
        title: say('auditVerify'),
        section: 'verify',
        children: <VerifyPage ledger={commands.ledger.id} />
      })
    )
    app.post('/audit/verify', { ...options, bodyLimit: MOST_BYTES }, async (request, reply) => {
      if (held >= MOST_HELD) throw new HttpProblem('OVERLOADED')
      held += 1
      try {
        return await take(request, reply)
      } finally {
        held -= 1
      }
    })

    async function take(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
      const file = request.isMultipart()
        ? await request.file({ limits: { files: 1, fields: 4, fileSize: MOST_BYTES }, throwFileSizeLimit: true })
        : undefined
      const bytes = await file?.toBuffer()
      if (!file || !bytes || bytes.length === 0)
        return sendAuditPage(
          request,
          reply,
          {
            title: say('auditVerify'),
            section: 'verify',
            children: <VerifyPage ledger={commands.ledger.id} missing />
          },
          422
        )
      const verdict = await verdictOn(bytes.toString('utf8'), commands.ledger.id)
      const holds = verdict !== null && verdict.findings.length > 0 && verdict.findings.every(({ ok }) => ok)
      await people.audited(personOf(request), 'audit.verify', file.filename.slice(0, 200), {
        bytes: bytes.length,
        holds
      })
      return sendAuditPage(request, reply, {
        title: say('auditVerify'),
        section: 'verify',
        children: <VerdictPage name={file.filename} verdict={verdict} holds={holds} ledger={commands.ledger.id} />
      })
    }
  }

const VerifyForm = ({ missing = false }: { missing?: boolean }) => (
  <form method="post" action="/audit/verify" enctype="multipart/form-data" class="card stack">
    <div class="field">
      <label for="bundle">
        <Say text={say('auditBundleFile')} />
      </label>
      <input
        id="bundle"
        name="bundle"
        type="file"
        accept="application/json,.json"
        required
        aria-invalid={missing ? 'true' : undefined}
        aria-describedby={missing ? 'bundle-error bundle-hint' : 'bundle-hint'}
      />
      <p class="hint" id="bundle-hint">
        <Say text={say('auditBundleHint')} />
      </p>
      {missing && (
        <p class="error" id="bundle-error">
          <Say text={say('auditBundleMissing')} />
        </p>
      )}
    </div>
    <div class="actions">
      <button type="submit" class="button">
        <Say text={say('auditVerifySubmit')} />
      </button>
    </div>
  </form>
)

const VerifyPage = ({ ledger, missing = false }: { ledger: string; missing?: boolean }) => (
  <>
    <h1>
      <Say text={say('auditVerify')} />
    </h1>
    <p>
      <Say text={say('auditVerifyHelp')} />
    </p>
    <VerifyForm missing={missing} />
    <p class="note">
      <Say text={say('auditFingerprint')} /> <span class="mono">{ledger}</span>
    </p>
  </>
)

const VerdictPage = ({
  name,
  verdict,
  holds,
  ledger
}: {
  name: string
  verdict: Verdict | null
  holds: boolean
  ledger: string
}) => (
  <>
    <h1>
      <Say text={say('auditVerify')} />
    </h1>
    <section class={holds ? 'verdict' : 'verdict bad'} role="status">
      <h3>
        <Say text={say(verdict === null ? 'auditTooLong' : holds ? 'auditHolds' : 'auditHoldsNot')} />
      </h3>
      <p class="note">
        {name} {verdict?.format}
      </p>
      <ul>
        {(verdict?.findings ?? []).map(({ check, ok, detail }) => (
          <li>
            <span class={`mark ${ok ? 'good' : 'bad'}`}>{ok ? '✓' : '✗'}</span> <strong class="mono">{check}</strong>{' '}
            {detail}
          </li>
        ))}
      </ul>
    </section>
    <p class="note">
      <Say text={say('auditVerifiedHere')} /> <span class="mono">{ledger}</span>
    </p>
    <VerifyForm />
  </>
)
