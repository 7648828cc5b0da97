import { views } from '#capabilities/plans/core/portal.ts'
import styles from '#web/light/light.module.css'
import { Agreement, Goals } from './Goals.tsx'
import { Files } from './Files.tsx'
import { Head } from './Head.tsx'
import { Helpers, People } from './People.tsx'
import { Questions } from './Questions.tsx'
import { Steps } from './Steps.tsx'
import { PortalView, type View } from './view.ts'

/** The customer's page: where they are, what is next for them, and who helps. The same for them and for whoever looks. */
export function Portal(view: View) {
  const { role } = view.portal.guest
  const goalsFirst = views[role].first === 'goals'
  const aim = (
    <>
      <Goals />
      <Agreement />
    </>
  )
  return (
    <PortalView value={view}>
      <Head />
      <div className={styles.columns}>
        <div className={styles.main}>
          {goalsFirst ? aim : null}
          <Steps />
          <Questions />
        </div>
        <div className={styles.aside}>
          {goalsFirst ? null : aim}
          <Files />
          <Helpers />
          <People />
        </div>
      </div>
    </PortalView>
  )
}
