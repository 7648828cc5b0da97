export { suppressedMails } from './gate.ts'
export { surroundMails } from './surround.ts'
