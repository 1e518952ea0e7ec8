import { headers } from 'next/headers'

/** What the command key is called on the reader's keyboard. */
export async function commandKey(): Promise<'⌘' | 'Ctrl'> {
  return /Mac|iPhone|iPad/.test((await headers()).get('user-agent') ?? '') ? '⌘' : 'Ctrl'
}
