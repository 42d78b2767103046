import { documentOf, type EpcisDocument, eventsOf, InvalidDocument, readXml } from '../../core/epcis/documents.js'
import { ROOT } from '../../core/epcis/paths.js'
import { issuesOf } from '../../core/epcis/validation/validate.js'
import { selfContained } from './context.js'
import { EpcisException } from './exceptions.js'
import { CAPTURE_LIMIT } from './limits.js'

/** An event as it was sent, by itself: what its prefixes mean is in it. */
export interface ReadEvent {
  event: Record<string, unknown>
  /** Where it stood in what was sent. */
  field: string
}

const invalid = (issues: InvalidDocument['issues']) => {
  const errors = issues.map(({ path, ...issue }) => ({ field: path, ...issue }))
  const { field, zh, en } = errors[0]!
  return new EpcisException('ValidationException', { field, zh, en, errors })
}

/** Reads what can be read, layer by layer. @throws EpcisException ValidationException */
function readWhole(body: unknown): EpcisDocument {
  try {
    const document = typeof body === 'string' ? readXml(body) : documentOf(body)
    const [first, ...others] = issuesOf(document)
    if (first) throw new InvalidDocument([first, ...others])
    return document
  } catch (error) {
    throw error instanceof InvalidDocument ? invalid(error.issues) : error
  }
}

/**
 * Events of a document, in JSON (as it was parsed) or XML (as text): of an EPCISDocument, or of the results of a query.
 *
 * @throws EpcisException ValidationException, CaptureLimitExceededException
 */
export function readDocument(body: unknown): ReadEvent[] {
  const document = readWhole(body)
  const events = eventsOf(document)
  if (!('epcisBody' in document.content) || events.length === 0)
    throw invalid([{ layer: 'schema', path: `${ROOT}.epcisBody`, zh: '没有事件', en: 'there are no events' }])
  if (events.length > CAPTURE_LIMIT)
    throw new EpcisException('CaptureLimitExceededException', {
      zh: `一次至多采集 ${CAPTURE_LIMIT} 个事件`,
      en: `at most ${CAPTURE_LIMIT} events are captured at once`
    })
  return events.map(({ event, path, namespaces }) => ({ event: selfContained(event, namespaces), field: path }))
}

/** A bare event. @throws EpcisException ValidationException */
export function readEvent(body: unknown): ReadEvent {
  const document = readWhole(body)
  if ('epcisBody' in document.content)
    throw invalid([{ layer: 'schema', path: ROOT, zh: '应为单个事件', en: 'a single event is wanted' }])
  const [{ event, path, namespaces }] = eventsOf(document) as [ReturnType<typeof eventsOf>[number]]
  return { event: selfContained(event, namespaces), field: path }
}
