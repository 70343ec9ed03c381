/** An option, a subcommand or a command, as they are registered. */
interface Entry {
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  readonly options?: readonly Entry[];
}

const NAME = /^[-_\p{L}\p{N}]{1,32}$/u;

/**
 * What Discord would complain of in registered commands and its own description does not tell.
 *
 * @see https://discord.com/developers/docs/interactions/application-commands#application-command-object
 */
export function commandComplaints(commands: readonly Entry[]): string[] {
  return commands.flatMap((command) => {
    const all = entriesIn(command);
    const rules: Record<string, boolean> = {
      'a name with other signs than letters, digits, - and _, or in upper case': all.some(
        ({ name }) => !NAME.test(name) || name !== name.toLowerCase(),
      ),
      'a description that is empty or too long': all.some(
        ({ description }) => description.length < 1 || description.length > 100,
      ),
      'more than 25 options or choices': all.some(
        ({ options = [], choices = [] }) => options.length > 25 || choices.length > 25,
      ),
      'two options with one name': all.some(
        ({ options = [] }) => new Set(options.map(({ name }) => name)).size < options.length,
      ),
      'something required behind something that is not': all.some(({ options = [] }) =>
        options.some(({ required }, at) => required && options.slice(0, at).some((one) => !one.required)),
      ),
      'choices and autocompletion': all.some(({ choices, autocomplete }) => choices && autocomplete),
      'more than 8000 characters': all.reduce((length, entry) => length + charactersOf(entry), 0) > 8000,
    };
    return Object.keys(rules).filter((rule) => rules[rule]);
  });
}

function entriesIn(entry: Entry): Entry[] {
  return [entry, ...(entry.options ?? []).flatMap(entriesIn)];
}

function charactersOf({ name, description, choices = [] }: Entry): number {
  const chosen = choices.reduce((length, choice) => length + choice.name.length + choice.value.length, 0);
  return name.length + description.length + chosen;
}
