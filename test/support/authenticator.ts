import type { CDPSession, Page } from 'playwright-core'

export interface Authenticator {
  cdp: CDPSession
  id: string
}

/** Gives a page's browser a passkey reader of its own, whose owner is there and known to it. */
export async function withAuthenticator(page: Page): Promise<Authenticator> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true
    }
  })
  return { cdp, id: authenticatorId }
}
