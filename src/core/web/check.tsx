import { Icon } from './icons.js'
import { Say } from './page.js'
import { checkScript } from './script.js'
import { say } from './texts.js'

interface Checked {
  /** Address of the proof. */
  proof: string
  /** The ledger's name: the hash of its block 0. */
  ledger: string
  /** Kind and id of the thing, as the proof has it. */
  about: string
}

/** Four figures at a time: people compare it with their eyes. */
const inFours = (digits: string) => digits.match(/.{1,4}/g)!.join(' ')

/**
 * Where a reader has the page checked by his own device. Without a script it says how to do it elsewhere; the button comes
 * with the script, which finds everything that it needs here and at `data-event` of the entries.
 */
export const Check = ({ proof, ledger, about }: Checked) => (
  <section class="check" data-proof={proof} data-ledger={ledger} data-about={about}>
    <h2>
      <Icon name="shield" /> <Say text={say('checkTitle')} />
    </h2>
    <p>
      <Say text={say('checkHelp')} />
    </p>
    <button type="button" hidden>
      <Say text={say('checkButton')} />
    </button>
    <div role="status">
      <p class="verdict note">
        <Say text={say('checkUnable')} />
      </p>
    </div>
    <p>
      <Say text={say('checkLedger')} />
      <code title={ledger}>{inFours(ledger.slice(0, 16))} …</code>
    </p>
    <details>
      <summary>
        <Say text={say('checkElsewhere')} />
      </summary>
      <p>
        <Say text={say('checkTrust')} />
      </p>
      <p>
        <a href={proof} download={`${about.replaceAll('/', '-')}.json`}>
          <Say text={say('checkDownload')} />
        </a>
      </p>
      <p>
        <Say text={say('checkCommand')} />
        <code>{`suyuan verify ${about.replaceAll('/', '-')}.json --genesis ${ledger}`}</code>
      </p>
    </details>
    <script type="module" src={checkScript.path} integrity={checkScript.integrity} />
  </section>
)
