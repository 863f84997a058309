/** A write that is being worked on, whether or not its client still waits. */
export interface Flight {
  readonly isWrite: boolean;
  /** Groups it touches. */
  readonly groupIds: readonly string[];
  readonly changesHead: boolean;
}

/** What the arriving request meets. */
export interface Meeting {
  /** Requests of the same kind at once, this one counted. */
  readonly atOnce: number;
  readonly writeOnGroup: boolean;
  readonly headChangeOnGroup: boolean;
}

/** The requests that the server works on at the moment. */
export class InFlight {
  /** The most writes at once since the start or `resetMost`. */
  mostWrites = 0;
  private readonly flights = new Set<Flight>();

  writes(): number {
    return this.count(true);
  }

  resetMost(): void {
    this.mostWrites = this.writes();
  }

  begin(flight: Flight): { readonly meeting: Meeting; end(): void } {
    const shared = [...this.flights].filter(
      (other) => other.isWrite && other.groupIds.some((id) => flight.groupIds.includes(id)),
    );
    this.flights.add(flight);
    this.mostWrites = Math.max(this.mostWrites, this.writes());
    const meeting: Meeting = {
      atOnce: this.count(flight.isWrite),
      writeOnGroup: flight.isWrite && shared.length > 0,
      headChangeOnGroup: flight.changesHead && shared.some((other) => other.changesHead),
    };
    return { meeting, end: () => void this.flights.delete(flight) };
  }

  private count(isWrite: boolean): number {
    return [...this.flights].filter((flight) => flight.isWrite === isWrite).length;
  }
}
