/** The layers in which a document is checked, each on its own; what the law says comes after them. */
export const LAYERS = ['syntax', 'schema', 'context', 'vocabulary', 'keys', 'dates', 'rules'] as const
export type Layer = (typeof LAYERS)[number]

export interface Reason {
  zh: string
  en: string
}

/** What is wrong with a document: where, by which layer, and why. */
export interface Issue extends Reason {
  layer: Layer
  /** JSON path in the JSON form of the document, which an XML document has as well. */
  path: string
  /** In the text that was sent, from 1; of an XML element, where its start tag ends. */
  line?: number
  column?: number
}

/** A document that cannot be taken. */
export class InvalidDocument extends Error {
  constructor(readonly issues: readonly [Issue, ...Issue[]]) {
    super(lineOf(issues[0]))
    this.name = 'InvalidDocument'
  }
}

/** An issue as one line of text. */
export function lineOf({ layer, path, line, column, zh, en }: Issue): string {
  const place = line === undefined ? '' : `line ${line}${column === undefined ? '' : `:${column}`}, `
  return `${place}${path} (${layer}): ${zh} ${en}`
}
