import QtQuick

// Đến, đi, đã ghi nhận, bàn hỗ trợ, từ chối, chưa ghi nhận: one layout, its words from the station.
ResultLayout {}
