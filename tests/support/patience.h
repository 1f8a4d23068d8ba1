// How long a test waits for what must come: half a minute, times SUANWANG_TEST_PATIENCE of the build
// (sanitizers are slow). Qt's own five seconds are too short for what is computed of a whole network on a
// machine that others use too.
#pragma once

#include <QTest>

#include <functional>

namespace test {

[[nodiscard]] int patience_ms();

/// For helpers of a test: QTRY_VERIFY in one leaves the helper only, and the test goes on with what never
/// came. Fails, and ends the program, when it does not hold in time.
void mustCome(const std::function<bool()>& holds, const char* what);

} // namespace test

#define PATIENT_VERIFY(claim) QTRY_VERIFY_WITH_TIMEOUT(claim, test::patience_ms())
#define PATIENT_VERIFY2(claim, text) QTRY_VERIFY2_WITH_TIMEOUT(claim, text, test::patience_ms())
#define PATIENT_COMPARE(is, wanted) QTRY_COMPARE_WITH_TIMEOUT(is, wanted, test::patience_ms())
