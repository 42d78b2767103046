import type { Text } from '@suyuan/model/core/refusal'
import type { PersonRole } from '../../core/identity/person.js'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { roleText } from './roles.js'

interface IdentityParts {
  name: string
  /** Once there is an account. */
  login?: string
  party: Text
  roles: readonly PersonRole[]
}

/** Who somebody is, as rows of a list. */
export const Identity = ({ name, login, party, roles }: IdentityParts) => (
  <>
    <Row name={say('accountName')}>{name}</Row>
    {login !== undefined && (
      <Row name={say('loginAccount')}>
        <span class="mono">{login}</span>
      </Row>
    )}
    <Row name={say('accountParty')}>
      <Say text={party} />
    </Row>
    <Row name={say('accountRoles')}>
      {roles.map(role => (
        <span class="mark note">
          <Say text={roleText(role)} />
        </span>
      ))}
    </Row>
  </>
)
