/** What a card's title becomes where no buttons exist: a group's robot can only tell. */
export function sayCardByRobot(title: string): string {
  return `${title}\n请在应用中处理。`
}
