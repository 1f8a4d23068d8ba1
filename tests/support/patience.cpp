#include "tests/support/patience.h"

namespace test {

int patience_ms()
{
    return 30'000 * SUANWANG_TEST_PATIENCE;
}

void mustCome(const std::function<bool()>& holds, const char* what)
{
    if (!QTest::qWaitFor(holds, patience_ms())) {
        qFatal("it never came: %s", what);
    }
}

} // namespace test
