#pragma once

#include <QTest>

#include <cmath>
#include <string>

namespace test {

/// Fails naming both values when `got` is further from `wanted` than `tolerance`.
inline bool near(double got, double wanted, double tolerance)
{
    if (std::abs(got - wanted) <= tolerance) {
        return true;
    }
    qWarning("%.9g is not %.9g within %.3g", got, wanted, tolerance);
    return false;
}

} // namespace test
