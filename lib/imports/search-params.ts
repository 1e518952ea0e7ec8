export const IMPORTS = '/imports'
export const NEW_IMPORT = '/imports/new'

export function importPath(id: number): string {
  return `${IMPORTS}/${id}`
}
