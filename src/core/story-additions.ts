import type { ComponentChildren } from 'preact'

/** What is told of the page of a pack or lot to whoever may add to it. */
export interface StoryAbout {
  gtin: string
  lot: string
  steps: readonly {
    kind: string
    event: string
    time: string
    place: string | null
    says: {
      shipment?: string | undefined
      plot?: string | undefined
      steps?: readonly { step: string; start: string; end?: string | undefined }[] | undefined
    }
  }[]
}

/** A section of the page, or nothing. */
export type StoryAddition = (about: StoryAbout) => Promise<ComponentChildren>

/** What modules after the trace add to the pages of packs and lots: those come first, and know nothing of them. */
export class StoryAdditions {
  private readonly additions: StoryAddition[] = []

  add(addition: StoryAddition): void {
    this.additions.push(addition)
  }

  /** All sections, in the order of the modules. */
  async of(about: StoryAbout): Promise<ComponentChildren[]> {
    return Promise.all(this.additions.map(addition => addition(about)))
  }
}
