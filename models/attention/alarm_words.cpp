#include "models/attention/alarm_words.h"

#include "twin/alarm/alarm_types.h"

#include <QCoreApplication>

namespace models {

using namespace twin::alarm;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::AlarmWords)
};

} // namespace

QString alarmWords(std::string_view type)
{
    if (type == kAlarmLossOfLight) {
        //: alarm of a link
        return Words::tr("no light");
    }
    if (type == kAlarmCooling) {
        //: alarm of a pool
        return Words::tr("cooling has failed");
    }
    if (type == kAlarmPower) {
        //: alarm of a pool
        return Words::tr("power is lost");
    }
    if (type == kAlarmCards) {
        //: alarm of a pool
        return Words::tr("cards have failed");
    }
    if (type == kAlarmOptics) {
        //: alarm of an optical channel
        return Words::tr("light is degrading");
    }
    return {};
}

} // namespace models
