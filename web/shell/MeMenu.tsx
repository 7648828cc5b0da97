import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage, switchLanguage } from '../i18n/i18n.ts'
import { useSession } from '../session.ts'
import { Avatar } from '../ui/Avatar.tsx'
import styles from './Shell.module.css'

const themes = ['light', 'dark', 'auto'] as const

/** What belongs to the person: language, light or dark, keys, signing out. Opens as soon as it is there. */
export function MeMenu({ onSignOut, onKeys }: { onSignOut: () => void; onKeys: () => void }) {
  const { t } = useTranslation()
  const { name, email, workspace } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [opened, setOpened] = useState(true)
  return (
    <Menu opened={opened} onChange={setOpened} width={260} position="bottom-end">
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
        <Menu.Label>{t('me.theme')}</Menu.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('me.theme')}
          value={colorScheme}
          onChange={setColorScheme}
          data={themes.map((value) => ({ value, label: t(`me.themes.${value}`) }))}
        />
        <Menu.Label>{t('me.language')}</Menu.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('me.language')}
          value={currentLanguage()}
          onChange={(language) => void switchLanguage(language)}
          data={[
            { value: 'ja', label: t('me.languages.ja') },
            { value: 'en', label: t('me.languages.en') },
          ]}
        />
        <Menu.Divider mt={8} />
        <Menu.Item onClick={onKeys} rightSection={<kbd>?</kbd>}>
          {t('keys.title')}
        </Menu.Item>
        <Menu.Item onClick={onSignOut}>{t('me.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
