import type { Text } from '@suyuan/model/core/refusal'
import { inGroups } from '../../../core/identity/symbols.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import type { Claims } from '../../../modules/trace/queries/labelled.js'
import type { Label, Layout, Run } from './runs.js'
import { bars, caseAddress, packAddress, qr } from './symbols.js'

/** What all labels of a run say. */
export interface Goods {
  /** Of the addresses in the codes, without a slash at its end. */
  origin: string
  product: Text
  producer: Text
  licence?: string | undefined
  netGrams?: number | undefined
  /** Codes that only this pack has. */
  shortCodeOf(serial: string): string
  checkCodeOf(serial: string): string
}

/** The codes of a label, drawn. */
export interface Drawn {
  qr: string
  /** Of an SSCC. */
  bars?: string
  /** Of what is in it. */
  inside?: string
}

/** A label with its codes: some milliseconds of work each. */
export function drawn(run: Run, { code }: Label, { origin }: Goods): Drawn {
  if (run.kind === 'pack') return { qr: qr(packAddress(origin, run.gtin, run.lot, code)) }
  const inside = insideOf(run)
  return { qr: qr(caseAddress(origin, code)), bars: bars(`(00)${code}`), ...(inside && { inside: bars(inside) }) }
}

/** GS1's element string for what is in a case. */
const insideOf = ({ kind, gtin, content, lot }: Run) =>
  kind === 'case' && content !== null ? `(02)${gtin}(37)${content}(10)${lot}` : null

interface Parts {
  run: Run
  label: Label
  codes: Drawn
  goods: Goods
}

const Svg = ({ svg, name }: { svg: string; name: string }) => (
  // Made here, of codes that were checked: nothing of it is anybody's text.
  <div class={`code ${name}`} dangerouslySetInnerHTML={{ __html: svg }} />
)

const Voided = ({ label }: { label: Label }) =>
  label.voidedAt ? (
    <div class="void">
      <Say text={say('labelVoided')} />
    </div>
  ) : null

/** Whether a label says more than the law wants: then its code gives way a little. */
const isClaiming = ({ certificate, commonMark }: Claims) => certificate !== null || commonMark

/** One pack's: the code to scan, what the law wants on it, the official domain, a short code, and one to be scratched free. */
const PackLabel = ({ run, label, codes, goods }: Parts) => (
  <article class={isClaiming(run) ? 'label claiming' : 'label'}>
    <Svg svg={codes.qr} name="qr" />
    <div>
      <h2>{goods.product.zh}</h2>
      {goods.netGrams && <p>{say('labelNet', { grams: goods.netGrams }).zh}</p>}
      <p>{say('labelLot', { lot: run.lot }).zh}</p>
      {run.produced && <p>{say('labelProduced', { day: run.produced }).zh}</p>}
      {run.expires && <p>{say('labelExpires', { day: run.expires }).zh}</p>}
      <p class="small-print">{goods.producer.zh}</p>
      {goods.licence && <p class="small-print">{goods.licence}</p>}
    </div>
    {isClaiming(run) && <ClaimsLine {...run} />}
    <p class="small-print whole">
      {say('labelScan').zh} {hostOf(goods.origin)}{' '}
      <strong class="mono">{inGroups(goods.shortCodeOf(label.code), 5)}</strong>
    </p>
    <p class="scratch">
      <span>{say('labelScratch').zh}</span>
      <strong class="mono">{inGroups(goods.checkCodeOf(label.code), 4)}</strong>
    </p>
    <Voided label={label} />
  </article>
)

/** Words, no logo: the marks' drawings are their owners'. */
const ClaimsLine = ({ certificate, commonMark }: Claims) => (
  <p class="claims whole">
    {commonMark && <strong>{say('labelCommonMark').zh}</strong>}
    {certificate && <> {say('labelCertificate', { number: certificate }).zh}</>}
  </p>
)

const hostOf = (origin: string) => new URL(origin).host

/** A case's or pallet's: SSCC in bars for who handles goods, what is in it, and a code that a telephone opens. */
const UnitLabel = ({ run, label, codes, goods }: Parts) => {
  const { kind, lot, content } = run
  return (
    <article class="label">
      <div class="top">
        <div>
          <h2>{say(kind === 'case' ? 'labelCaseTitle' : 'labelPalletTitle').zh}</h2>
          <p>
            <strong>{goods.product.zh}</strong>
          </p>
          <p>{say('labelLot', { lot }).zh}</p>
          {content !== null && <p>{say(kind === 'case' ? 'labelPacks' : 'labelCases', { count: content }).zh}</p>}
          {run.expires && <p>{say('labelExpires', { day: run.expires }).zh}</p>}
          <p class="small-print">{goods.producer.zh}</p>
          <p class="small-print">{hostOf(goods.origin)}</p>
        </div>
        <Svg svg={codes.qr} name="square-code" />
      </div>
      {codes.inside && (
        <div>
          <Svg svg={codes.inside} name="bars" />
          <p class="bars-text mono">{insideOf(run)}</p>
        </div>
      )}
      <div>
        <Svg svg={codes.bars!} name="bars" />
        <p class="bars-text mono">(00) {label.code}</p>
      </div>
      <Voided label={label} />
    </article>
  )
}

const PER_SHEET = { pack: 24, case: 3, pallet: 3 } as const

interface PapersParts {
  run: Run
  labels: readonly (Label & { codes: Drawn })[]
  goods: Goods
  layout: Layout
}

/** Labels on the paper of a layout: many on an A4 sheet, else each on its own. */
export const Papers = ({ run, labels, goods, layout }: PapersParts) => {
  const size = layout === 'a4' ? PER_SHEET[run.kind] : 1
  const papers = Array.from({ length: Math.ceil(labels.length / size) }, (_, i) =>
    labels.slice(i * size, (i + 1) * size)
  )
  const One = run.kind === 'pack' ? PackLabel : UnitLabel
  return (
    <>
      {papers.map(paper => (
        <section class={`paper ${layout} ${run.kind}`}>
          {paper.map(label => (
            <One run={run} label={label} codes={label.codes} goods={goods} />
          ))}
        </section>
      ))}
    </>
  )
}
