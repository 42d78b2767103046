import { documentOf, type EpcisDocument, eventsOf, InvalidDocument, readXml } from '../../core/epcis/documents.js'
import { ROOT } from '../../core/epcis/paths.js'
import { issuesOf } from '../../core/epcis/validation/validate.js'
import { selfContained } from './context.js'
import { EpcisException } from './exceptions.js'
import { CAPTURE_LIMIT } from './limits.js'
import { type MasterData, masterDataIn } from './master-data.js'

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

/** What of a document is for the ledger. */
export interface ReadDocument {
  events: ReadEvent[]
  masterData: MasterData | null
}

/**
 * What a document says, in JSON (as it was parsed) or XML (as text): an EPCISDocument, the results of a query, or a document of
 * master data alone.
 *
 * @throws EpcisException ValidationException, CaptureLimitExceededException
 */
export function readDocument(body: unknown): ReadDocument {
  const document = readWhole(body)
  const events = eventsOf(document)
  const isDocument = 'epcisBody' in document.content
  const masterData = isDocument ? masterDataIn(document) : null
  if (!isDocument || (events.length === 0 && masterData === null))
    throw invalid([
      {
        ...{ layer: 'schema', path: `${ROOT}.epcisBody` },
        ...{ zh: '没有事件或主数据', en: 'there are neither events nor master data' }
      }
    ])
  if (events.length > CAPTURE_LIMIT)
    throw new EpcisException('CaptureLimitExceededException', {
      zh: `一次至多采集 ${CAPTURE_LIMIT} 个事件`,
      en: `at most ${CAPTURE_LIMIT} events are captured at once`
    })
  const read = events.map(({ event, path, namespaces }) => ({
    event: selfContained(event, namespaces),
    field: path
  }))
  return { events: read, masterData }
}

/** A bare event. @throws EpcisException ValidationException */
export function readEvent(body: unknown): ReadEvent {
  const document = readWhole(body)
  if ('epcisBody' in document.content)
    throw invalid([{ layer: 'schema', path: ROOT, zh: '应为单个事件', en: 'a single event is wanted' }])
  const [{ event, path, namespaces }] = eventsOf(document) as [ReturnType<typeof eventsOf>[number]]
  return { event: selfContained(event, namespaces), field: path }
}
