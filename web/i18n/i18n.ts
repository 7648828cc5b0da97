import i18next, { type Resource } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Copy, type Language, languages } from './copy.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'web'
    returnNull: false
  }
}

const key = 'banso.language'

/** The language to begin with: the one chosen here before, else the browser's, else English. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(key)
  if (kept === 'ja' || kept === 'en') return kept
  return navigator.language.startsWith('ja') ? 'ja' : 'en'
}

/**
 * Starts the texts. `load` brings all texts of one language; a language is loaded when it is first shown.
 * Namespaces are the capabilities' names, and `web` for the frame.
 */
export async function startTexts(load: (language: Language) => Promise<Copy>): Promise<void> {
  const language = firstLanguage()
  const copy = await load(language)
  loader = load
  await i18next.use(initReactI18next).init({
    lng: language,
    supportedLngs: languages,
    defaultNS: 'web',
    ns: Object.keys(copy),
    resources: { [language]: copy } as Resource,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

let loader: (language: Language) => Promise<Copy> = () => Promise.resolve({})

/** Shows the interface in another language, and remembers it in this browser. */
export async function switchLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'web')) {
    const copy = await loader(language)
    for (const [namespace, texts] of Object.entries(copy)) i18next.addResourceBundle(language, namespace, texts)
  }
  localStorage.setItem(key, language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

/** The language shown at this moment. */
export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'ja'
}

/** Of a label in both languages, the one to show. */
export function inLanguage(label: { ja: string; en: string }, language: Language): string {
  return language === 'en' ? label.en : label.ja
}
