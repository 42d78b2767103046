import type { Certificate } from '@suyuan/model/certification/states'
import type { Text } from '@suyuan/model/core/refusal'
import type pg from 'pg'

/** A certificate with what is called what in it. */
export interface NamedCertificate extends Certificate {
  number: string
  product: Text
  holder: Text
  issuedBy: Text
}

const NAMED = `
  select substr(c.key, 27) as number, c.value as certificate, p.value -> 'name' as product, h.value -> 'name' as holder,
    i.value -> 'name' as "issuedBy"
  from core.state c
    join core.state p on p.key = 'core/product/' || (c.value ->> 'gtin')
    join core.state h on h.key = 'core/party/' || (c.value ->> 'party')
    join core.state i on i.key = 'core/party/' || (c.value ->> 'issuer')`

type Row = { number: string; certificate: Certificate } & Pick<NamedCertificate, 'product' | 'holder' | 'issuedBy'>
const named = ({ certificate, ...names }: Row): NamedCertificate => ({ ...certificate, ...names })

/** Certificates whose number, product or holder has the text in it, the newest first; `limit` of them after `skip`. */
export async function certificatesWith(
  pool: pg.Pool,
  text: string,
  { limit, skip = 0 }: { limit: number; skip?: number }
): Promise<NamedCertificate[]> {
  const { rows } = await pool.query<Row>({
    name: 'certification.certificates',
    text: `${NAMED}
      where c.key like 'certification/certificate/%'
        and strpos(lower(concat(substr(c.key, 27), ' ', c.value ->> 'gtin', ' ', c.value ->> 'party', ' ', p.value -> 'name',
          h.value -> 'name')), lower($1)) > 0
      order by c.value ->> 'from' desc, c.key limit $2 offset $3`,
    values: [text, limit, skip]
  })
  return rows.map(named)
}

/** The certificate of that number, or null. */
export async function certificateAt(pool: pg.Pool, number: string): Promise<NamedCertificate | null> {
  const { rows } = await pool.query<Row>({
    name: 'certification.certificate',
    text: `${NAMED} where c.key = 'certification/certificate/' || $1`,
    values: [number]
  })
  return rows[0] ? named(rows[0]) : null
}
