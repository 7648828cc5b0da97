import { type FormEvent, useState } from 'react'
import type { GuestRole } from '#capabilities/plans/core/portal.ts'
import { theirRoles } from '#capabilities/plans/core/words.ts'
import light from '#web/light/light.module.css'
import styles from './portal.module.css'
import { useView } from './view.ts'

/** Our people who help. */
export function Helpers() {
  const { portal, words } = useView()
  if (portal.helpers.length === 0) return null
  return (
    <section className={light.card} aria-labelledby="helpers">
      <h2 id="helpers">{words.helpers}</h2>
      <ul className={styles.people}>
        {portal.helpers.map(({ role, name }) => (
          <li key={role}>
            <b>{name}</b> <span className={light.note}>{words.roles[role]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who takes part on the customer's side, who has agreed, and the way to ask a colleague in. */
export function People() {
  const { portal, words, day, disabled } = useView()
  const [inviting, setInviting] = useState(false)
  if (portal.people.length === 0) return null
  return (
    <section className={light.card} aria-labelledby="people">
      <h2 id="people">{words.people}</h2>
      <ul className={styles.people}>
        {portal.people.map(({ role, name, duty, agreedOn }) => (
          <li key={role}>
            <span className={light.note}>{words.roles[role]}</span>
            <b>{name ?? words.nobody}</b>
            {duty ? <span className={light.note}>{duty}</span> : null}
            {name ? (
              <span className={agreedOn ? light.good : light.chip}>
                {agreedOn ? words.agreedOn(day(agreedOn)) : words.notAgreed}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {portal.mayInvite ? (
        <>
          <div className={light.acts}>
            <button
              type="button"
              className={light.second}
              aria-expanded={inviting}
              disabled={disabled}
              onClick={() => setInviting(!inviting)}
            >
              {words.invite}
            </button>
          </div>
          {inviting ? <InviteForm onSent={() => setInviting(false)} /> : null}
        </>
      ) : null}
    </section>
  )
}

function InviteForm({ onSent }: { onSent: () => void }) {
  const { words, doings, disabled } = useView()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<GuestRole>('operator')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (await doings?.invite({ name, email, role })) onSent()
  }
  return (
    <form className={light.form} onSubmit={(event) => void send(event)}>
      <p className={light.note}>{words.inviteText}</p>
      <label htmlFor="invite-name">{words.inviteName}</label>
      <input id="invite-name" required maxLength={100} value={name} onChange={({ target }) => setName(target.value)} />
      <label htmlFor="invite-email">{words.inviteEmail}</label>
      <input
        id="invite-email"
        type="email"
        required
        maxLength={254}
        value={email}
        onChange={({ target }) => setEmail(target.value)}
      />
      <label htmlFor="invite-role">{words.inviteRole}</label>
      <select
        id="invite-role"
        value={role}
        onChange={({ target }) => setRole(theirRoles.find((one) => one === target.value) ?? 'operator')}
      >
        {theirRoles.map((one) => (
          <option key={one} value={one}>
            {words.roles[one]}
          </option>
        ))}
      </select>
      <div className={light.acts}>
        <button type="submit" className={light.primary} disabled={disabled}>
          {words.inviteSend}
        </button>
      </div>
    </form>
  )
}
