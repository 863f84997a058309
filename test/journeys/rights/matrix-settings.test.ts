import { describeMatrix } from './support/matrix.ts';

describeMatrix('plain');
describeMatrix('everyone may view');
describeMatrix('heads manage members');
