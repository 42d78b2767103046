import type { Person, PersonRole } from '../identity/person.js'
import type { IconName } from './icons.js'
import type { PlainName } from './texts.js'

/** The faces that people log in to. */
export type Area = 'account' | 'desk' | 'audit'

/** An entry of an area's navigation. */
export interface Section {
  name: string
  /** Names of further pages that belong to it. */
  also?: readonly string[]
  path: string
  text: PlainName
  icon: IconName
  /** Who is shown it; everybody where nothing is said. What one may do is each page's own to check. */
  roles?: readonly PersonRole[]
}

interface AreaParts {
  /** Whether its first page says the same to everybody, so that it can lie on a phone. */
  shell?: boolean
  path: string
  text: PlainName
  roles?: readonly PersonRole[]
  sections: readonly Section[]
}

/** Those who have goods in their hands, or grow them. */
const TRADE: readonly PersonRole[] = ['operator', 'packer', 'carrier', 'outlet', 'buyer', 'administrator']
const SUPERVISION: readonly PersonRole[] = ['regulator', 'office', 'certifier', 'laboratory', 'administrator']
const REGULATORS: readonly PersonRole[] = ['regulator']
const ADMINISTRATORS: readonly PersonRole[] = ['administrator']
const MAKERS: readonly PersonRole[] = ['operator', 'packer', 'administrator']

/** Tools of the desk that are not for every day. */
export const DESK_TOOLS: readonly Section[] = [
  { name: 'certificates', path: '/desk/certificates', text: 'navCertificates', icon: 'paper', roles: MAKERS },
  { name: 'links', path: '/desk/links', text: 'navLinks', icon: 'share', roles: MAKERS }
]

/** What each area has. An area's first section is where it begins. */
export const AREAS: Readonly<Record<Area, AreaParts>> = {
  desk: {
    shell: true,
    path: '/desk',
    text: 'areaDesk',
    roles: [...TRADE, 'laboratory'],
    sections: [
      { name: 'home', path: '/desk', text: 'navHome', icon: 'home' },
      { name: 'goods', path: '/desk/goods', text: 'navGoods', icon: 'box' },
      { name: 'recalls', path: '/desk/recalls', text: 'navRecalls', icon: 'alert', roles: TRADE },
      { name: 'weighing', path: '/desk/weighing', text: 'navWeighing', icon: 'scale', roles: MAKERS },
      { name: 'labels', path: '/desk/labels', text: 'navLabels', icon: 'tag', roles: MAKERS },
      { name: 'import', also: ['export'], path: '/desk/import', text: 'navExchange', icon: 'swap' },
      // A thumb has room for seven; what is done seldom is on the page of matters.
      {
        name: 'programme',
        also: DESK_TOOLS.map(({ name }) => name),
        path: '/desk/programme',
        text: 'navProgramme',
        icon: 'list'
      }
    ]
  },
  audit: {
    path: '/audit',
    text: 'areaAudit',
    roles: SUPERVISION,
    sections: [
      { name: 'search', path: '/audit', text: 'navSearch', icon: 'search' },
      { name: 'recalls', path: '/audit/recalls', text: 'navRecalls', icon: 'alert' },
      { name: 'inspections', path: '/audit/inspections', text: 'navInspections', icon: 'pencil', roles: REGULATORS },
      {
        name: 'complaints',
        also: ['flags'],
        path: '/audit/complaints',
        text: 'navComplaints',
        icon: 'paper',
        roles: REGULATORS
      },
      { name: 'requests', path: '/audit/requests', text: 'navRequests', icon: 'people', roles: REGULATORS },
      { name: 'programme', path: '/audit/programme', text: 'navProgramme', icon: 'list' },
      { name: 'ledger', also: ['refused'], path: '/audit/ledger', text: 'navLedger', icon: 'book' },
      { name: 'verify', path: '/audit/verify', text: 'navVerify', icon: 'shield' }
    ]
  },
  account: {
    path: '/account',
    text: 'areaAccount',
    sections: [
      { name: 'account', also: ['data'], path: '/account', text: 'navMe', icon: 'person' },
      { name: 'people', path: '/account/people', text: 'navPeople', icon: 'people', roles: ADMINISTRATORS },
      { name: 'devices', path: '/account/devices', text: 'navDevices', icon: 'phone' },
      { name: 'keys', path: '/account/keys', text: 'navKeys', icon: 'key', roles: ADMINISTRATORS },
      { name: 'log', path: '/account/log', text: 'navLog', icon: 'list', roles: ADMINISTRATORS }
    ]
  }
}

/** Whether somebody has something to do there. */
export const isShown = (person: Person | null, wanted?: readonly PersonRole[]) =>
  wanted === undefined || person === null || wanted.some(role => person.roles.includes(role))

/** Areas that somebody has something to do in. */
export const areasOf = (person: Person): Area[] =>
  (Object.keys(AREAS) as Area[]).filter(area => isShown(person, AREAS[area].roles))

/** Sections of an area that somebody has something to do in; where nobody is known, those that a shell leads to. */
export const sectionsOf = (area: Area, person: Person | null): Section[] =>
  person || AREAS[area].shell ? AREAS[area].sections.filter(({ roles }) => isShown(person, roles)) : []

/** Whether a page is of a section. */
export const isOf = ({ name, also = [] }: Section, page: string | undefined): boolean =>
  page !== undefined && [name, ...also].includes(page)
