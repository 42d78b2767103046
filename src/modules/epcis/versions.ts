import type { FastifyRequest } from 'fastify'
import type { XmlVersion } from '../../core/epcis/documents.js'

/** What of the standards is spoken here: 2.0, and 1.2 in documents of XML, taken and given. */
export const VERSIONS = ['2.0.0', '1.2.0'] as const
type Version = (typeof VERSIONS)[number]
type Standard = 'epcis' | 'cbv'

const partsOf = (version: string) => [...version.split('.').map(Number), 0, 0, 0].slice(0, 3)

/** Below zero where the first is the older. */
function compare(one: string, other: string): number {
  const [left, right] = [partsOf(one), partsOf(other)]
  return left.map((part, at) => part - right[at]!).find(difference => difference !== 0) ?? 0
}

const HEADERS = {
  epcis: { version: 'gs1-epcis-version', min: 'gs1-epcis-min', max: 'gs1-epcis-max' },
  cbv: { version: 'gs1-cbv-version', min: 'gs1-cbv-min', max: 'gs1-cbv-max' }
} as const

/** Whether a request, by its headers, is content with a version of a standard. */
function isContent({ headers }: FastifyRequest, standard: Standard, spoken: Version): boolean {
  const named = HEADERS[standard]
  const [version, min, max] = [headers[named.version], headers[named.min], headers[named.max]] as string[]
  const isOther = version !== undefined && partsOf(version).slice(0, 2).join() !== partsOf(spoken).slice(0, 2).join()
  return !(isOther || (min && compare(min, spoken) > 0) || (max && compare(max, spoken) < 0))
}

/** The newest version of the standards that a request is content with. */
export const versionFor = (
  request: FastifyRequest,
  standards: readonly Standard[] = ['epcis', 'cbv']
): Version | undefined => VERSIONS.find(spoken => standards.every(standard => isContent(request, standard, spoken)))

/** Whether documents are wanted as 1.2 has them. What is sent in 1.2 is answered like anything else. */
export const isFor12 = (request: FastifyRequest): boolean => request.method === 'GET' && versionFor(request) === '1.2.0'

/** The edition of the XML binding in which a request is answered. */
export const xmlVersionOf = (request: FastifyRequest): XmlVersion => (isFor12(request) ? '1.2' : '2.0')
