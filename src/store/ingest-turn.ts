/** Among the processes on one database one asks the sources. */
export interface IngestTurn {
  /** Whether it is this process's turn; once it is, it stays so until the process ends or loses its connection. */
  isMine(): Promise<boolean>;
  end(): Promise<void>;
}

/** One process has the embedded database to itself; several each ask, and the second finds nothing new. */
export const ALWAYS_MINE: IngestTurn = { isMine: async () => true, end: async () => {} };
