import { describeFaults } from './faults.ts';

describeFaults(async () => ({ channels: 1000 }));
