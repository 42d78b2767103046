import formbody from '@fastify/formbody'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendAppPage } from './app-page.js'
import { Say } from './page.js'
import { type Problem, problemOf } from './problem.js'
import { say } from './texts.js'

/** Whether a person reads the answer, in a browser. */
export const wantsPage = ({ headers, url }: FastifyRequest): boolean =>
  !url.startsWith('/api/') && /\btext\/html\b/.test(headers.accept ?? '')

const areaOf = (url: string) =>
  url.startsWith('/desk') ? 'desk' : url.startsWith('/audit') ? 'audit' : ('account' as const)

function sendProblemPage(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const { detail, status, field, requestId } = problem
  if (status === 503) reply.header('retry-after', '2')
  return sendAppPage(
    reply,
    {
      title: detail.zh,
      area: areaOf(request.url),
      person: request.person,
      children: (
        <section class="card">
          <h1>
            <Say text={detail} />
          </h1>
          {field && <p class="mono">{field}</p>}
          <p class="actions">
            <a class="button" href={`/${areaOf(request.url)}`}>
              <Say text={say('peopleBack')} />
            </a>
          </p>
          <p class="note mono">{requestId}</p>
        </section>
      )
    },
    status
  )
}

/** Forms are short; what is long comes as a file. */
const FORM_BYTES = 64 * 1024

/** Pages with forms of at most so many bytes: what is posted is read, and errors are pages to who reads pages. */
export async function installForms(app: FastifyInstance, most = FORM_BYTES): Promise<void> {
  await app.register(formbody, { bodyLimit: most })
  installProblemPages(app)
}

/** Errors of a face's routes are pages to who reads pages; programs hear problems as everywhere. */
export function installProblemPages(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Error, request, reply) => {
    if (!wantsPage(request)) throw error
    const problem = problemOf(error, request)
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
    return sendProblemPage(request, reply, problem)
  })
}
