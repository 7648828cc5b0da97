import { Menu, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage, switchLanguage } from '../i18n/i18n.ts'
import { useSession } from '../session.ts'
import { Avatar } from '../ui/Avatar.tsx'
import styles from './Shell.module.css'

const themes = ['light', 'dark', 'auto'] as const
const languages = ['ja', 'en'] as const

/** What belongs to the person: language, light or dark, keys, signing out. Opens as soon as it is there. */
export function MeMenu({ onSignOut, onKeys }: { onSignOut: () => void; onKeys: () => void }) {
  const { t } = useTranslation()
  const { name, email, workspace } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [opened, setOpened] = useState(true)
  return (
    <Menu opened={opened} onChange={setOpened} width={260} position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.me} aria-label={t('me.label')} title={name}>
          <Avatar name={name} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.name}>
          <strong>{name}</strong>
          <div className="quiet small">{email}</div>
          <div className="quiet small">{workspace.name}</div>
        </div>
        <Menu.Divider />
        <Choices
          label={t('me.theme')}
          value={colorScheme}
          choices={themes.map((value) => ({ value, label: t(`me.themes.${value}`) }))}
          onChoose={setColorScheme}
        />
        <Choices
          label={t('me.language')}
          value={currentLanguage()}
          choices={languages.map((value) => ({ value, label: t(`me.languages.${value}`) }))}
          onChoose={(language) => void switchLanguage(language)}
        />
        <Menu.Divider />
        <Menu.Item onClick={onKeys} rightSection={<kbd>?</kbd>}>
          {t('keys.title')}
        </Menu.Item>
        <Menu.Item onClick={onSignOut}>{t('me.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** One of a few, as a menu has it: its entries are radio buttons of the menu itself, so that arrow keys reach them. */
function Choices<Value extends string>({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string
  value: Value
  choices: readonly { value: Value; label: string }[]
  onChoose: (value: Value) => void
}) {
  return (
    <div role="group" aria-label={label}>
      <Menu.Label aria-hidden="true">{label}</Menu.Label>
      {choices.map((choice) => (
        <Menu.RadioItem
          key={choice.value}
          value={choice.value}
          checked={choice.value === value}
          onChange={() => onChoose(choice.value)}
        >
          {choice.label}
        </Menu.RadioItem>
      ))}
    </div>
  )
}
