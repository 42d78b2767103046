import type { Text } from '@suyuan/model/core/refusal'
import type { VNode } from 'preact'
import { Icon } from '../../core/web/icons.js'
import { type Caution, Row, Say } from '../../core/web/page.js'
import { say, type TextName } from '../../core/web/texts.js'
import { day, partyName, placeName } from './pages-format.js'
import type { PackStatus, PackStory, Story, StoryLot } from './queries/provenance-schema.js'

const CLASSES = { I: 'classI', II: 'classII', III: 'classIII' } as const
const HOLDS = { yield: 'holdYield', test: 'holdTest', own: 'holdOwn', inspector: 'holdInspector' } as const

/** The lot that the story is of, apart from those that went into it. */
const ownAndInputs = (story: Story): { own: StoryLot; inputs: StoryLot[] } => {
  const isOwn = ({ gtin, lot }: StoryLot) => gtin === story.gtin && lot === story.lot
  return { own: story.lots.find(isOwn)!, inputs: story.lots.filter(lot => !isOwn(lot)) }
}

const Recalled = ({ story, number, own }: { story: Story; number: string; own: boolean }) => {
  const recall = story.recalls[number]
  return (
    <section class="banner" role="alert">
      <h2>
        <Icon name="alert" /> <Say text={say(own ? 'recalledTitle' : 'recalledInput')} />
      </h2>
      <dl>
        <Row name={say('recallNumber')}>{number}</Row>
        {recall && (
          <>
            <Row name={say('recallClass')}>
              <Say text={say(CLASSES[recall.class])} />
            </Row>
            <Row name={say('recallReason')}>{recall.reason}</Row>
            <Row name={say('recallBy')}>
              <Say text={partyName(story, recall.by)} />
            </Row>
            {recall.closed && (
              <Row name={say('recallEnded')}>
                <Say text={day(recall.closed)} />
              </Row>
            )}
          </>
        )}
        <Row name={say('recallDo')}>
          <Say text={say('recallAdvice')} />
        </Row>
      </dl>
    </section>
  )
}

const Notice = ({ title, reason, bad }: { title: Text; reason?: Text | undefined; bad?: boolean }) => (
  <section class={bad ? 'banner' : 'banner amber'} role="alert">
    <h2>
      <Icon name={bad ? 'alert' : 'hand'} /> <Say text={title} />
    </h2>
    {reason && <Say text={reason} />}
  </section>
)

/** Why it is held; and what that means to who has it in hand, where it is about safety. */
function reasonOf({ reason }: NonNullable<StoryLot['hold']>): Text {
  const why = say(HOLDS[reason])
  if (reason === 'own' || reason === 'yield') return why
  const advice = say('heldAdvice')
  return { zh: `${why.zh}。${advice.zh}`, en: `${why.en}. ${advice.en}` }
}

/** What a reader must know before anything else, the worst first. */
export function Notices({ story }: { story: Story }): VNode {
  const { own, inputs } = ownAndInputs(story)
  const number = own.recall ?? inputs.find(lot => lot.recall)?.recall
  const heldInput = inputs.find(lot => lot.hold)?.hold
  const heldCase = story.kind === 'pack' ? story.case?.hold : undefined
  return (
    <>
      {number && <Recalled story={story} number={number} own={Boolean(own.recall)} />}
      {own.rejected && <Notice title={say('rejectedTitle')} bad />}
      {own.hold && <Notice title={say('heldTitle')} reason={reasonOf(own.hold)} />}
      {heldCase && <Notice title={say('heldCase')} reason={reasonOf(heldCase)} />}
      {heldInput && !own.hold && <Notice title={say('heldInput')} reason={reasonOf(heldInput)} />}
      {story.expired && <Notice title={say('expiredTitle')} />}
    </>
  )
}

const STATUSES = {
  packed: 'statusPacked',
  stored: 'statusStored',
  in_transit: 'statusInTransit',
  at_outlet: 'statusAtOutlet',
  sold: 'statusSold',
  returned: 'statusReturned',
  destroyed: 'statusDestroyed',
  lost: 'statusLost'
} as const satisfies Record<PackStatus, TextName>
const ENDED: ReadonlySet<PackStatus> = new Set<PackStatus>(['returned', 'destroyed', 'lost'])

/** Where the status has it: under way, where it goes; declared missing, where it was missed. */
function whereOf(story: PackStory): Text {
  const moves = story.steps.filter(step => step.about === 'case')
  const shipped = moves.findLast(step => step.kind === 'shipping')
  if (story.status === 'in_transit' && shipped) return say('toPlace', { place: placeName(story, shipped.says.to!) })
  const missed = moves.findLast(step => step.kind === 'receiving')
  return placeName(story, (story.status === 'lost' && missed?.place) || story.place)
}

/** Nothing to warn of: only then the card looks as if all were well. */
const isSound = (story: PackStory) =>
  !story.expired && !story.case?.hold && story.lots.every(lot => !lot.recall && !lot.hold && !lot.rejected)

/** What became of this very pack, with the day of the step that says so. */
export function Status({ story, cautions }: { story: PackStory; cautions: readonly Caution[] }): VNode {
  const last = story.steps.findLast(step => step.about !== 'lot')
  return (
    <section class={ENDED.has(story.status) || cautions.length > 0 || !isSound(story) ? 'status ended' : 'status'}>
      <Say text={say('packHeading')} />
      <strong>
        <Say text={say(STATUSES[story.status])} />
      </strong>
      <div>
        <Icon name="pin" /> <Say text={whereOf(story)} />
      </div>
      {last && (
        <div>
          <Icon name="clock" /> <Say text={day(last.time)} />
        </div>
      )}
      {story.status === 'sold' && (
        <p>
          <Say text={say('soldOnce')} />
        </p>
      )}
    </section>
  )
}
