#pragma once

#include "views/view_context.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace views {

/// The bar of time at the bottom: LIVE or FIXED in plain colour, a slider over what can be gone back to, and
/// the way back to live. Moving the slider holds that moment for the whole console.
class TimeBar final : public QWidget
{
    Q_OBJECT

  public:
    explicit TimeBar(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void onSlider(int value);
    void update();

    const ViewContext& m_context;
    QLabel* m_mode;
    QLabel* m_begin;
    QSlider* m_slider;
    QLabel* m_moment;
    QToolButton* m_hold;
    QToolButton* m_live;
    QTimer m_timer;
    QTimer m_apply; ///< one look back per 40 ms while the slider is dragged
};

} // namespace views
