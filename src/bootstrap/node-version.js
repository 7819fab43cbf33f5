/**
 * Whether a Node version such as `20.19.0` is new enough for a range such as `>=20.19`, the only form our package.json
 * uses. (A semver library is not there yet when this runs.)
 */
export function isNodeNewEnough(version, range) {
  const wanted = range.replace('>=', '').split('.').map(Number)
  const present = version.split('.').map(Number)
  const index = wanted.findIndex((part, place) => part !== (present[place] ?? 0))
  return index === -1 || (present[index] ?? 0) > wanted[index]
}
