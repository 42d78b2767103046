/** Where a member of a document is: `$.epcisBody.eventList[3].bizStep`, names with a prefix as `['example:field']`. */
export const at = (path: string, name: string | number): string => {
  if (typeof name === 'number') return `${path}[${name}]`
  return /^[\w@#-]+$/.test(name) ? `${path}.${name}` : `${path}['${name.replace(/['\\]/g, '\\$&')}']`
}

/** Where the document itself is. */
export const ROOT = '$'
