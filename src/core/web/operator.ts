/** What the law has an operator of a service write below each of its pages. */
export interface Filings {
  /** ICP filing of the site. */
  icp?: string | undefined
  /** 区块链信息服务备案. */
  chain?: string | undefined
}

let filings: Filings = {}

/** Said once, by who puts the service together, before any page is made: pages are made in many places, and all end so. */
export const announceFilings = (found: Filings): void => {
  filings = found
}

export const filingsOf = (): Filings => filings
