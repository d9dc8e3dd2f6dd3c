### library
