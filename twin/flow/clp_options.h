#pragma once

namespace twin::flow {

/// Clp's option "no row copy" (ClpModel::setSpecialOptions). With one Clp looks rows up by the duals that are
/// not zero, and Debian's, built with assertions, ends the program where rounding has left a zero among them
/// (ClpPackedMatrix::gutsOfTransposeTimesByRowGE3: `elValue`). Every program of ours is solved without.
inline constexpr unsigned kClpNoRowCopy = 256;

} // namespace twin::flow
