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
    if (type == kAlarmOpticsLoss) {
        //: alarm of an optical channel
        return Words::tr("signal is lost");
    }
    if (type == kAlarmLinkDown) {
        //: alarm of a link
        return Words::tr("interface is down");
    }
    if (type == kAlarmLinkDegraded) {
        //: alarm of a link
        return Words::tr("transmission is degraded");
    }
    if (type == kAlarmLinkCongested) {
        //: alarm of a link
        return Words::tr("congested");
    }
    if (type == kAlarmHot) {
        //: alarm of a pool
        return Words::tr("too hot");
    }
    if (type == kAlarmPoolDown) {
        //: alarm of a pool
        return Words::tr("out of service");
    }
    if (type == kAlarmSitePower) {
        //: alarm of a site
        return Words::tr("power is lost");
    }
    if (type == kAlarmSiteDown) {
        //: alarm of a site
        return Words::tr("out of service");
    }
    if (type == kAlarmSiteBattery) {
        //: alarm of a site
        return Words::tr("runs on battery");
    }
    if (type == kAlarmNodeDown) {
        //: alarm of a service node
        return Words::tr("does not answer");
    }
    if (type == kAlarmRestarted) {
        //: alarm of a site
        return Words::tr("a device restarted");
    }
    return {};
}

} // namespace models
