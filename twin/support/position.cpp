#include "twin/support/position.h"

#include <GeographicLib/Geodesic.hpp>

namespace twin {

double distanceMetres(Position a, Position b)
{
    double metres = 0.0;
    GeographicLib::Geodesic::WGS84().Inverse(a.lat(), a.lon(), b.lat(), b.lon(), metres);
    return metres;
}

} // namespace twin
