export {
  createDirectory,
  type Department,
  type Directory,
  type Group,
  type Member,
  type PeopleList,
} from './directory.ts'
