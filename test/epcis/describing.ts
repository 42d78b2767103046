/** Master data: kept, asked for, given back, and used by queries of events. */
import t from 'tap'
import { garden } from '../http/season.js'
import { gln } from '../support/codes.js'
import { PARTIES } from '../support/world.js'
import { exception, type Json, nextOf } from './client.js'
import { documentOf, EXAMPLE, seen } from './foreign.js'
import type { EpcisStage } from './stage.js'

const LOCATION = 'urn:epcglobal:epcis:vtype:BusinessLocation'
const READ_POINT = 'urn:epcglobal:epcis:vtype:ReadPoint'
const AS_IT_IS = { 'gs1-epc-format': 'Never_Translates' }
const ASK = '/queries/SimpleMasterDataQuery/events'

const place = (n: number) => `https://id.gs1.org/414/${gln(97_000 + n)}`
const site = (id: string, attributes: object[] = [], children?: string[]) => ({
  id,
  attributes,
  ...(children && { children })
})
const warehouse = (floors: string) =>
  site(
    place(1),
    [
      { id: 'cbvmda:sst', attribute: '201' },
      { id: 'urn:epcglobal:cbv:mda#name', attribute: '河源仓' },
      { id: 'http://ns.example.com/epcis/floors', attribute: floors },
      { id: 'example:address', attribute: { 'example:city': 'Heyuan', 'example:lines': ['a', 'b'] } },
      { id: 'example:area', attribute: 12.5 }
    ],
    [place(2)]
  )
const withHeader = (elements: Record<string, object[]>, events: object[] = []) => ({
  ...documentOf(events),
  epcisHeader: {
    epcisMasterData: {
      vocabularyList: Object.entries(elements).map(([type, vocabularyElementList]) => ({ type, vocabularyElementList }))
    }
  }
})
const resultsIn = (document: Json): Json => document.epcisBody.queryResults.resultsBody
const ask = (query: Record<string, string>) => `${ASK}?${new URLSearchParams(query)}`

export async function describing({ carrier, grower, stranger }: EpcisStage): Promise<void> {
  const hall = seen({ bizLocation: { id: place(3) }, readPoint: { id: place(4) } })
  const elements = { [LOCATION]: [warehouse('3'), site(place(2), [], [place(3)])], [READ_POINT]: [site(place(4))] }
  const document = withHeader(elements, [hall])

  t.test('what a document describes is kept: whose word, when, by which document', async t => {
    t.match(await carrier.capture(document), { success: true, errors: [] })
    const { status, body } = await carrier.get(ask({ EQ_name: `${place(1)}|${place(2)}|${place(4)}` }), AS_IT_IS)
    t.equal(status, 200)
    t.same(resultsIn(body).vocabularyList, document.epcisHeader.epcisMasterData.vocabularyList)
    t.same(resultsIn(body).eventList, [])
    t.match(body['@context'], [/epcis-context/, EXAMPLE])
    t.match(resultsIn(body)['suyuan:records'], [
      {
        vocabulary: LOCATION,
        id: place(1),
        author: PARTIES.carrier.uscc,
        recordTime: /Z$/,
        document: /^sha-256:[0-9a-f]{64}$/,
        signed: /^\/api\/core\/commands\//
      },
      { id: place(2) },
      { vocabulary: READ_POINT, id: place(4) }
    ])
    t.equal((await carrier.service.get(resultsIn(body)['suyuan:records'][0].signed)).status, 200)
    t.match(await carrier.capture(document), { success: true, errors: [] }, 'the same again')
    const { body: again } = await carrier.get(ask({ EQ_name: `${place(1)}|${place(2)}|${place(4)}` }), AS_IT_IS)
    t.same(resultsIn(again)['suyuan:records'], resultsIn(body)['suyuan:records'], 'changes nothing')
  })

  t.test('a place that is described is among the places', async t => {
    const known = async (path: string): Promise<string[]> => (await carrier.get(`${path}?perPage=500`)).body.member
    t.ok((await known('/bizLocations')).includes(place(1)))
    t.ok((await known('/readPoints')).includes(place(4)))
    t.equal((await carrier.get(`/bizLocations/${encodeURIComponent(place(1))}/events`)).status, 200)
  })

  t.test('queries of events know attributes and what lies where', async t => {
    const names = { 'gs1-extensions': 'example=http://ns.example.com/epcis/' }
    t.same(await carrier.find({ WD_bizLocation: place(1) }), [hall.eventID], 'by children of children')
    t.same(await carrier.find({ WD_readPoint: place(1) }), [], 'of business locations')
    const shelf = seen({ bizLocation: { id: place(1) } })
    await carrier.capture(documentOf([shelf]))
    for (const [name, value] of [
      ['EQ_ATTR_bizLocation_sst', '200|201'],
      ['EQ_ATTR_bizLocation_cbvmda:name', '河源仓'],
      ['EQ_ATTR_bizLocation_example:floors', '3'],
      ['EQ_ATTR_bizLocation_example:area', '12.5'],
      ['HASATTR_bizLocation', 'example:address'],
      ['HASATTR_bizLocation', 'http://ns.example.com/epcis/floors']
    ] as const)
      t.same(await carrier.find({ [name]: value }, names), [shelf.eventID], `${name}=${value}`)
    t.same(await carrier.find({ EQ_ATTR_readPoint_sst: '201' }), [])
    t.same(await carrier.find({ EQ_ATTR_bizLocation_sst: '202' }), [])
  })

  t.test('the newest word of each author counts, of the register’s places their party’s alone', async t => {
    await carrier.capture(withHeader({ [LOCATION]: [warehouse('4')] }))
    await stranger.capture(withHeader({ [LOCATION]: [warehouse('5')] }))
    const { body } = await carrier.get(ask({ EQ_name: place(1), attributeNames: 'floors', includeChildren: 'false' }))
    const floors = (attribute: string) => ({
      id: place(1),
      attributes: [{ id: 'http://ns.example.com/epcis/floors', attribute }]
    })
    t.same(
      resultsIn(body)
        .vocabularyList[0].vocabularyElementList.map(({ '@context': _, ...one }: Json) => one)
        .sort(),
      (PARTIES.carrier.uscc < PARTIES.school.uscc ? ['4', '5'] : ['5', '4']).map(floors)
    )
    const own = `https://id.gs1.org/414/${garden}`
    const colour = (attribute: string) => withHeader({ [LOCATION]: [site(own, [{ id: 'cbvmda:colour', attribute }])] })
    await grower.capture(colour('green'))
    await carrier.capture(colour('black'))
    t.ok((await grower.find({ EQ_ATTR_bizLocation_colour: 'green' })).length > 5)
    t.same(await grower.find({ EQ_ATTR_bizLocation_colour: 'black' }), [])
  })

  t.test('documents of master data alone go out and come back in every form', async t => {
    const alone = `<?xml version="1.0"?>
      <m:EPCISMasterDataDocument xmlns:m="urn:epcglobal:epcis-masterdata:xsd:1" schemaVersion="1.2"
        xmlns:example="http://ns.example.com/epcis/" creationDate="2026-04-07T00:00:00Z"><EPCISBody><VocabularyList>
        <Vocabulary type="urn:epcglobal:epcis:vtype:EPCClass"><VocabularyElementList>
          <VocabularyElement id="urn:epc:idpat:sgtin:9521234.000001.*">
            <attribute id="urn:epcglobal:cbv:mda:descriptionShort">红茶</attribute>
            <attribute id="http://ns.example.com/epcis/origin"><example:Origin><County>紫金</County></example:Origin></attribute>
          </VocabularyElement></VocabularyElementList></Vocabulary>
      </VocabularyList></EPCISBody></m:EPCISMasterDataDocument>`
    const sentXml = { 'content-type': 'application/xml' }
    t.match(await carrier.capture(alone, sentXml), { success: true, errors: [] })
    const path = ask({ vocabularyName: 'urn:epcglobal:epcis:vtype:EPCClass' })
    const { body: before } = await carrier.get(path, AS_IT_IS)
    t.match(resultsIn(before).vocabularyList[0].vocabularyElementList, [
      {
        id: 'urn:epc:idpat:sgtin:9521234.000001.*',
        attributes: [{ attribute: '红茶' }, { attribute: { 'example:Origin': { County: '紫金' } } }]
      }
    ])
    for (const headers of [{}, { accept: 'application/xml' }, { accept: 'text/xml', 'gs1-epcis-version': '1.2' }]) {
      const { status, body } = await carrier.get(path, { ...AS_IT_IS, ...headers })
      t.equal(status, 200)
      t.match(await carrier.capture(body, typeof body === 'string' ? sentXml : {}), { success: true, errors: [] })
    }
    t.same(resultsIn((await carrier.get(path, AS_IT_IS)).body), resultsIn(before))
  })

  t.test('master data are asked for by what EPCIS has for it, page by page', async t => {
    const ids = async (query: Record<string, string>): Promise<string[]> =>
      resultsIn((await carrier.get(ask(query))).body).vocabularyList.flatMap(({ vocabularyElementList }: Json) =>
        vocabularyElementList.map(({ id }: Json) => id)
      )
    t.same(await ids({ WD_name: place(2), vocabularyName: LOCATION }), [place(2)])
    t.same(await ids({ HASATTR: 'sst', vocabularyName: LOCATION }), [place(1), place(1)])
    t.same(await ids({ EQATTR_sst: '201', maxElementCount: '2' }), [place(1), place(1)])
    t.same(await ids({ EQATTR_sst: '202' }), [])
    t.match(
      (await carrier.get(ask({ EQ_name: place(1), includeAttributes: 'false' }))).body.epcisBody.queryResults
        .resultsBody.vocabularyList[0].vocabularyElementList[0],
      { id: place(1), attributes: undefined, children: [place(2)] }
    )
    const first = await carrier.get(ask({ EQATTR_sst: '201', perPage: '1' }))
    const second = await carrier.get(nextOf(first)!)
    t.not(
      resultsIn(first.body)['suyuan:records'][0].author,
      resultsIn(second.body)['suyuan:records'][0].author,
      'one author a page'
    )
    t.equal(nextOf(second), undefined)
    t.match(
      await carrier.get(ask({ EQATTR_sst: '201', maxElementCount: '1' })),
      exception('QueryTooLargeException', 413)
    )
    for (const query of [{ EQ_bizStep: 'packing' }, { EQ_name: 'no uri' }, { includeChildren: 'maybe' }])
      t.match(await carrier.get(ask(query)), exception('QueryParameterException', 400), JSON.stringify(query))
    t.match(
      await carrier.post('/queries', { name: 'SimpleMasterDataQuery', query: {} }),
      exception('ValidationException', 400)
    )
  })

  t.test('master data that are none are refused by their place', async t => {
    const at = '$.epcisHeader.epcisMasterData.vocabularyList'
    for (const [elements, field] of [
      [{ BusinessLocation: [] }, `${at}[0].type`],
      [{ [LOCATION]: [site('no uri')] }, `${at}[0].vocabularyElementList[0].id`],
      [{ [LOCATION]: [site('https://id.gs1.org/414/9520001000011')] }, `${at}[0].vocabularyElementList[0].id`],
      [{ [LOCATION]: [site(place(9), [{ id: 'name' }])] }, `${at}[0].vocabularyElementList[0].attributes[0].id`],
      [{ [LOCATION]: [site(place(9), [], ['x y'])] }, `${at}[0].vocabularyElementList[0].children[0]`]
    ] as const)
      t.match(await carrier.post('/capture', withHeader(elements as never, [seen()])), {
        ...exception('ValidationException', 400),
        body: { field }
      })
    const many = Array.from({ length: 1001 }, (_, n) => site(`http://example.com/place/${n}`))
    t.match(
      await carrier.post('/capture', withHeader({ [LOCATION]: many })),
      exception('CaptureLimitExceededException', 413)
    )
    t.match(await carrier.post('/capture', withHeader({})), exception('ValidationException', 400))
  })
}
