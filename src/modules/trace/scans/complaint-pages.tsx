import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren, VNode } from 'preact'
import { htmlOf, Row, Say } from '../../../core/web/page.js'
import { picturesScript } from '../../../core/web/script.js'
import { say } from '../../../core/web/texts.js'
import { CHANGE_TEXTS, KIND_TEXTS, spoken } from '../queries/complaint-words.js'
import { COMPLAINT_KINDS, type Complaint, type ComplaintChange } from '../queries/complaints.js'
import type { Faults, Field, Typed } from './complaint-form.js'
import { moment } from './format.js'

const titled = (title: Text) => `${title.zh} · ${say('site').zh}`

type Named = Field | 'photo' | 'number'
/** Enough to see what is wrong by. */
const LONGEST_SIDE = 1600

interface FieldProps {
  name: Named
  label: Text
  hint: Text
  fault: Text | undefined
  /** Makes the input, described by what stands beside it. */
  input: (described: { id: string; name: Named; 'aria-describedby': string; 'aria-invalid'?: 'true' }) => VNode
}

const FieldOf = ({ name, label, hint, fault, input }: FieldProps) => (
  <div class="field">
    <label for={name}>
      <Say text={label} />
    </label>
    {input({
      id: name,
      name,
      'aria-describedby': fault ? `${name}-error ${name}-hint` : `${name}-hint`,
      ...(fault && { 'aria-invalid': 'true' })
    })}
    <Fault name={name} fault={fault} />
    <p class="hint" id={`${name}-hint`}>
      <Say text={hint} />
    </p>
  </div>
)

const Fault = ({ name, fault }: { name: string; fault: Text | undefined }) =>
  fault ? (
    <p class="error" id={`${name}-error`}>
      <Say text={fault} />
    </p>
  ) : null

const Kinds = ({ chosen, fault }: { chosen: string; fault: Text | undefined }) => (
  <fieldset class="choices" {...(fault && { 'aria-describedby': 'kind-error' })}>
    <legend>
      <Say text={say('complaintKind')} />
    </legend>
    {COMPLAINT_KINDS.map(kind => (
      <label>
        <input type="radio" name="kind" value={kind} required checked={kind === chosen} />
        <span>
          <Say text={say(KIND_TEXTS[kind])} />
        </span>
      </label>
    ))}
    <Fault name="kind" fault={fault} />
    <p class="hint">
      <Say text={say('complaintIllnessDo')} />
    </p>
  </fieldset>
)

const Form = ({ typed, faults }: { typed: Typed; faults: Faults }) => (
  <form action="/complaints" method="post" enctype="multipart/form-data">
    <Kinds chosen={typed.kind} fault={faults.kind} />
    <FieldOf
      name="words"
      label={say('complaintWords')}
      hint={say('complaintWordsHint')}
      fault={faults.words}
      input={described => (
        <textarea {...described} rows={6} required minLength={5} maxLength={1000} value={typed.words} />
      )}
    />
    <FieldOf
      name="contact"
      label={say('complaintContact')}
      hint={say('complaintContactHint')}
      fault={faults.contact}
      input={described => <input {...described} maxLength={100} autocomplete="off" value={typed.contact} />}
    />
    <FieldOf
      name="photo"
      label={say('complaintPhoto')}
      hint={say('complaintPhotoHint')}
      fault={faults.photo}
      input={described => (
        <input {...described} type="file" accept="image/jpeg,image/png,image/webp" data-shrinks={LONGEST_SIDE} />
      )}
    />
    <FieldOf
      name="code"
      label={say('complaintCode')}
      hint={say('complaintCodeHint')}
      fault={faults.code}
      input={described => (
        <input {...described} maxLength={300} autocomplete="off" spellcheck={false} value={typed.code} />
      )}
    />
    <button type="submit">
      <Say text={say('complaintSubmit')} />
    </button>
    <script type="module" src={picturesScript.path} integrity={picturesScript.integrity} />
  </form>
)

const Hotline = () => (
  <p>
    <a href="tel:12315">
      <Say text={say('concernHotline')} />
    </a>
    {' · '}
    <a href="/privacy">
      <Say text={say('privacyLink')} />
    </a>
  </p>
)

/** The form, empty or as it was typed with what is wrong with it. */
export const formPage = (typed: Typed, faults: Faults = {}): string =>
  htmlOf(
    titled(say('complaintTitle')),
    <section class="card">
      <h1>
        <Say text={say('complaintTitle')} />
      </h1>
      <p>
        <Say text={say('concernHelp')} />
      </p>
      {Object.keys(faults).length > 0 && (
        <div class="verdict bad" role="alert">
          <Say text={say('complaintFaulty')} />
        </div>
      )}
      <Form typed={typed} faults={faults} />
      <Hotline />
    </section>
  )

const Simple = ({ title, children }: { title: Text; children: ComponentChildren }) => (
  <section class="card">
    <h1>
      <Say text={title} />
    </h1>
    {children}
    <Hotline />
  </section>
)

export const tooManyPage = (): string =>
  htmlOf(
    titled(say('complaintTooMany')),
    <Simple title={say('complaintTooMany')}>
      <p>
        <Say text={say('complaintTooManyHelp')} />
      </p>
    </Simple>
  )

/** Where a number is typed. @param unknown the number that is none */
export const followPage = (unknown?: string): string =>
  htmlOf(
    titled(say('complaintFollow')),
    <Simple title={say('complaintFollow')}>
      <form action="/complaints" method="get">
        <FieldOf
          name="number"
          label={say('complaintNumber')}
          hint={say('complaintFollowHelp')}
          fault={unknown === undefined ? undefined : say('complaintUnknown')}
          input={described => (
            <input
              {...described}
              value={unknown}
              required
              maxLength={30}
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
            />
          )}
        />
        <button type="submit">
          <Say text={say('complaintLook')} />
        </button>
      </form>
      <p>
        <a href="/complaints/new">
          <Say text={say('concernFile')} />
        </a>
      </p>
    </Simple>
  )

const Change = ({ change: { state, said, at } }: { change: ComplaintChange }) => (
  <li>
    <h3>
      <Say text={say(CHANGE_TEXTS[state])} />
    </h3>
    <time dateTime={at.toISOString()}>
      <Say text={moment(at)} />
    </time>
    {said && <p>{said}</p>}
  </li>
)

/**
 * How far a complaint is, for whoever has its number: what was done and answered. Not what was written, since numbers get
 * about.
 */
export const statePage = (
  complaint: Complaint & { changes: readonly ComplaintChange[] },
  about: string | null
): string =>
  htmlOf(
    titled(say('complaintState')),
    <section class="card">
      <h1>
        <Say text={say(CHANGE_TEXTS[complaint.state])} />
      </h1>
      <p>
        <Say text={say('complaintKeep')} />
      </p>
      <dl>
        <Row name={say('complaintNumber')}>
          <strong class="mono">{spoken(complaint.number)}</strong>
        </Row>
        <Row name={say('complaintKind')}>
          <Say text={say(KIND_TEXTS[complaint.kind])} />
        </Row>
        <Row name={say('complaintAbout')}>
          {about && (
            <a href={about}>
              {complaint.gtin} {complaint.serial ?? complaint.lot}
            </a>
          )}
        </Row>
      </dl>
      <h2>
        <Say text={say('complaintState')} />
      </h2>
      <ol class="way">
        {complaint.changes.map(change => (
          <Change change={change} />
        ))}
      </ol>
      {complaint.hasContact || complaint.hasPhoto ? (
        <form action={`/complaints/${complaint.number}/erasure`} method="post">
          <p>
            <Say text={say('complaintContactKept')} />
          </p>
          <button type="submit" class="secondary">
            <Say text={say('complaintErase')} />
          </button>
        </form>
      ) : (
        <p class="note">
          <Say text={say('complaintContactNone')} />
        </p>
      )}
      <Hotline />
    </section>
  )
