/** A season, and those who speak EPCIS to it. */
import { Season } from '../http/season.js'
import { BASE, PARTIES, type PartyName, RETAIL } from '../support/world.js'
import { EpcisClient } from './client.js'

export interface EpcisStage {
  season: Season
  grower: EpcisClient
  carrier: EpcisClient
  supermarket: EpcisClient
  /** Of another organisation, who does nothing. */
  stranger: EpcisClient
}

export async function epcisStage(): Promise<EpcisStage> {
  const season = await Season.start({ SUYUAN_PRIVATE_WEBHOOKS: 'on', SUYUAN_COMPANY_PREFIXES: '9520001' })
  await season.live()
  const { service } = season
  const client = async (organisation: string, party: PartyName) => {
    const { body } = await service.administer(organisation, 'clients', { party: PARTIES[party].uscc, label: 'EPCIS' })
    return new EpcisClient(service, body.apiKey)
  }
  return {
    season,
    grower: await client(BASE, 'grower'),
    carrier: await client(BASE, 'carrier'),
    supermarket: await client(RETAIL, 'supermarket'),
    stranger: await client(RETAIL, 'school')
  }
}
